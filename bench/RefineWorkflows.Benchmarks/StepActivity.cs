using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Benchmarks;

/// <summary>Does nothing, and is committed: what a step costs when its work costs nothing.</summary>
[Activity("Bench.Step", "Bench", "Does nothing, durably.")]
public sealed class StepActivity : Activity
{
    public override EffectKind Effect => EffectKind.Local;

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
