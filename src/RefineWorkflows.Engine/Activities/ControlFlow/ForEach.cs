using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.ForEach", "Looping", "Repeats its body for every item of a list.")]
public sealed class ForEach : Activity
{
    private const string Position = "CurrentIndex";

    [Input("The list. Evaluated once, when the loop begins.", UIHint = "multitext")]
    public Input<JsonElement[]> Items { get; } = new([]);

    [Port]
    public ActivityNode? Body { get; set; }

    [Output("The item of the present turn.")]
    public Output<JsonElement> CurrentValue { get; } = new();

    public override BreakReply OnBreak => BreakReply.Stop;

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        Turn(context, 0);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (context.IsBreaking)
            context.Complete();
        else
            Turn(context, context.Property<int>(Position) + 1);
        return ValueTask.CompletedTask;
    }

    private void Turn(ActivityContext context, int position)
    {
        JsonElement[] items = context.Get(Items) ?? [];
        if (position >= items.Length)
        {
            context.Complete();
            return;
        }

        context.Set(CurrentValue, items[position]);
        if (Body is null)
        {
            context.Complete();
            return;
        }

        context.SetProperty(Position, position);
        context.Schedule(Body, null, new Dictionary<string, JsonElement>
        {
            ["CurrentValue"] = items[position],
            ["CurrentIndex"] = EngineJson.ToElement(position),
        });
    }
}
