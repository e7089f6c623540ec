using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.For", "Looping", "Repeats its body while counting from one number to another.")]
public sealed class For : Activity
{
    private const string Current = "CurrentStep";

    [Input("The first number.")]
    public Input<int> Start { get; } = new(0);

    [Input("The last number.")]
    public Input<int> End { get; } = new(0);

    [Input("What is added each turn; negative counts down. Never 0.")]
    public Input<int> Step { get; } = new(1);

    [Input("Whether the last number has a turn too.")]
    public Input<bool> OuterBoundInclusive { get; } = new(true);

    [Port]
    public ActivityNode? Body { get; set; }

    [Output("The number of the present turn.")]
    public Output<int> CurrentValue { get; } = new();

    public override BreakReply OnBreak => BreakReply.Stop;

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.Get(Step) == 0)
            throw new ActivityInputException(Node, nameof(Step), "0 would never arrive; give a positive or a negative number");
        Turn(context, context.Get(Start));
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (context.IsBreaking)
            context.Complete();
        else
            Turn(context, context.Property<long>(Current) + context.Get(Step));
        return ValueTask.CompletedTask;
    }

    private void Turn(ActivityContext context, long number)
    {
        int end = context.Get(End);
        bool inclusive = context.Get(OuterBoundInclusive);
        bool goesOn = context.Get(Step) > 0 ? number < end || (inclusive && number == end) : number > end || (inclusive && number == end);
        if (!goesOn || Body is null)
        {
            context.Complete();
            return;
        }

        context.SetProperty(Current, number);
        context.Set(CurrentValue, (int)number);
        context.Schedule(Body, null, new Dictionary<string, JsonElement> { ["CurrentValue"] = EngineJson.ToElement(number) });
    }
}
