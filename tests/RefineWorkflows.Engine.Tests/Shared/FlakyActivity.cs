using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Tests.Shared;

[Activity("Test.Flaky", "Test", "Fails as long as it is told to.")]
public sealed class FlakyActivity(Func<bool> fails) : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (fails())
            throw new InvalidOperationException("not today");
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
