using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

[Activity("Elsa.Complete", "Composition", "Ends the enclosing workflow with outcomes of its own.", IsTerminal = true)]
public sealed class Complete : Activity
{
    [Input("The outcomes: one text or a list.", UIHint = "outcome-picker", DefaultSyntax = "Object")]
    public Input<JsonElement> Outcomes { get; } = new(EngineJson.Null);

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.CompleteComposite(Names(context.Get(Outcomes)));
        return ValueTask.CompletedTask;
    }

    private static string[] Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => [text],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        _ => ["Done"],
    };
}
