using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>Ends a run whose budget is used up, also where its drawing does not say how.</summary>
public sealed class BudgetStop(RunArtifacts artifacts, RunRecords records)
{
    /// <summary>The outcome that every activity leaves by which may not ask its back end any more.</summary>
    public const string Outcome = "Out of budget";

    /// <summary>Leaves the run's files and its reason, and goes by <see cref="Outcome"/>. What is drawn there does the same once more, or something else.</summary>
    internal async Task<EffectResult> EndAsync(string run, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(run, cancellationToken) is not { } row)
            return new EffectResult { Outcomes = [Outcome] };
        await artifacts.FinishAsync(row, await records.IterationsAsync(run, cancellationToken), StopReasons.Budget, cancellationToken);
        return new EffectResult { Outcomes = [Outcome], Records = [RunRecords.Row(row with { Reason = StopReasons.Budget })] };
    }
}
