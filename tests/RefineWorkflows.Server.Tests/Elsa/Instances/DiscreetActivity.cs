using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

/// <summary>Takes a password.</summary>
[Activity("Test.Discreet", "Test", "Takes a password.")]
internal sealed class DiscreetActivity : Activity
{
    [Input("The password.", IsSecret = true)]
    public Input<string> Password { get; } = new("");

    [Input("The user.")]
    public Input<string> User { get; } = new("");

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
