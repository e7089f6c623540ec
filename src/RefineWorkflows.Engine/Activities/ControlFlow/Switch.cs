using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.Switch", "Branching", "Runs the branch of each case that applies.")]
public sealed class Switch : Activity
{
    private IReadOnlyList<SwitchCase> cases = [];

    [Input("The cases, each with a condition and a branch.", UIHint = "switch-editor")]
    public object? Cases { get; }

    [Input("Whether only the first matching case runs, or all.")]
    public Input<SwitchMode> Mode { get; } = new(SwitchMode.MatchFirst);

    [Port]
    public ActivityNode? Default { get; set; }

    [Output("Labels of the cases that ran.")]
    public Output<string[]> Output { get; } = new();

    protected internal override void Bind(ActivityBinding binding) => cases = SwitchCase.ReadAll(binding);

    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        IReadOnlyList<SwitchCase> matching = await SwitchCase.MatchAsync(cases, context.Get(Mode), context);
        context.Set(Output, [.. matching.Select(one => one.Label)]);
        ActivityNode[] branches = matching.Count == 0 ? [.. new[] { Default }.OfType<ActivityNode>()] : [.. matching.Select(one => one.Activity).OfType<ActivityNode>()];
        foreach (ActivityNode branch in branches)
            context.Schedule(branch);
        if (branches.Length == 0)
            context.Complete();
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (!context.LiveChildren().Any())
            context.Complete();
        return ValueTask.CompletedTask;
    }
}
