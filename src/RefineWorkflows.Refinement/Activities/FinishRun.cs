using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.FinishRun", "Refine", "Writes best picture, collage, summary and report.")]
public sealed class FinishRun(RunArtifacts artifacts, RunRecords records) : Activity
{
    [Input("The run, as StartRun made it.", UIHint = "variable-picker")]
    public Input<RunRow> Run { get; } = new(null!);

    [Input("Why the search stopped. Empty: what the run has recorded, or that nothing new was left to try.", UIHint = "variable-picker")]
    public Input<string?> Reason { get; } = new(null);

    [Output("The best picture.")]
    public Output<BestPicture?> Best { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string id = context.Get(Run).Id;
        RunRow run = await records.FindAsync(id, context.CancellationToken) ?? context.Get(Run);
        string reason = context.Get(Reason) is { Length: > 0 } given ? given : run.Reason ?? StopReasons.Converged;
        IReadOnlyList<IterationRecord> iterations = await records.IterationsAsync(id, context.CancellationToken);
        await artifacts.FinishAsync(run, iterations, reason, context.CancellationToken);
        context.Record(RunRecords.Row(run with { Reason = reason }));
        context.Set(Best, run.Best);
        context.Complete();
    }
}
