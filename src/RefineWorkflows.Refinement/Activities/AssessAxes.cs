using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.AssessAxes", "Quality", "Assesses aesthetic, motion, coherence and fidelity, each with a reason.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class AssessAxes(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : VerifierActivity(backEnds, artifacts, budget)
{
    [Output("The axes with their reasons, the channel that they make, and advice for the weakest.")]
    public Output<RewardReport> Axes { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        IVerifier verifier = BackEnds.Verifier(context.Get(Verifier));
        RewardReport report = await LookAsync(
            context,
            subject => verifier.AxesAsync(subject, context.CancellationToken),
            RewardReport.Missing);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Axes)] = report with { Reading = ByWhom(report.Reading, BackEnds, verifier) } } };
    }
}
