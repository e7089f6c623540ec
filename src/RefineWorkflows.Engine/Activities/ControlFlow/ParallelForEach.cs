using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

/// <summary>All turns are queued at once and take their steps in turn. What they shall not share is declared in the body.</summary>
[Activity("Elsa.ParallelForEach", "Looping", "Runs its body for every item of a list, side by side.")]
public sealed class ParallelForEach : Activity
{
    [Input("The list. Evaluated once, when the loop begins.", UIHint = "multitext", DefaultSyntax = "Object")]
    public Input<JsonElement[]> Items { get; } = new([]);

    [Port]
    public ActivityNode? Body { get; set; }

    [Output("The item that was handed out last. A body reads its own as CurrentValue.")]
    public Output<JsonElement> CurrentValue { get; } = new();

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        JsonElement[] items = context.Get(Items) ?? [];
        if (items.Length > 0)
            context.Set(CurrentValue, items[^1]);
        if (items.Length == 0 || Body is null)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        for (int position = 0; position < items.Length; position++)
        {
            context.Schedule(Body, null, new Dictionary<string, JsonElement>
            {
                ["CurrentValue"] = items[position],
                ["CurrentIndex"] = EngineJson.ToElement(position),
            });
        }

        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (!context.LiveChildren().Any())
            context.Complete();
        return ValueTask.CompletedTask;
    }
}
