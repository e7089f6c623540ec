using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Activities.Waiting;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>Loops that several tests run.</summary>
internal static class Loops
{
    /// <summary>Renders until the score is good or five rounds are over; each round waits for a task.</summary>
    public static JsonObject RefineUntilGood() => Draw.Workflow(
        Draw.Flow(
            "fc",
            [
                Draw.Activity("Elsa.Start", "start"),
                Draw.Set("inc", "attempt", Draw.Script("getAttempt() + 1")),
                Draw.Activity(
                    "Elsa.RunTask", "render",
                    ("taskName", Draw.Literal("render-image")),
                    ("payload", Draw.Script("({ attempt: variables.attempt })")),
                    ("result", Draw.Into("score"))),
                Draw.Activity("Elsa.FlowDecision", "good", ("condition", Draw.Script("variables.score >= 0.9 || variables.attempt >= 5"))),
                Draw.Activity("Elsa.Finish", "done"),
            ],
            "start>inc", "inc>render", "render>good", "good:False>inc", "good:True>done"),
        id: "refine",
        variables: [Draw.Variable("attempt", "Int32", "0"), Draw.Variable("score", "Double", "0")]);

    public static async Task<IReadOnlyList<TaskRow>> TasksAsync(TestEngine engine, InstanceId instance)
        => [.. (await engine.Store.ListRecordsAsync(RunTask.Tasks, instance.Value, false, 1000, CancellationToken.None))
            .Select(row => JsonSerializer.Deserialize<TaskRow>(row.Json.Span, JsonSerializerOptions.Web)!)];
}
