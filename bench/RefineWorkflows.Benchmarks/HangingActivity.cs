using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Benchmarks;

/// <summary>Asks somebody who never answers, so that its instance is in flight until its process ends.</summary>
[Activity("Bench.Hang", "Bench", "Waits for an answer that never comes.")]
public sealed class HangingActivity : ExternalActivity
{
    protected override async Task<EffectResult> RunAsync(EffectContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        return new EffectResult();
    }
}
