using RefineWorkflows.Engine.Activities.ControlFlow;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.FlowSwitch", "Branching", "Leaves by the label of each case that applies.", DisplayName = "Switch (flow)", Outcomes = ["Default"])]
public sealed class FlowSwitch : Activity
{
    private IReadOnlyList<SwitchCase> cases = [];

    [Input("The cases, each with a label and a condition.", UIHint = "flow-switch-editor")]
    public object? Cases { get; }

    [Input("Whether only the first matching case is followed, or all.")]
    public Input<SwitchMode> Mode { get; } = new(SwitchMode.MatchFirst);

    protected internal override void Bind(ActivityBinding binding) => cases = SwitchCase.ReadAll(binding);

    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        IReadOnlyList<SwitchCase> matching = await SwitchCase.MatchAsync(cases, context.Get(Mode), context);
        context.Complete(matching.Count == 0 ? ["Default"] : [.. matching.Select(one => one.Label)]);
    }
}
