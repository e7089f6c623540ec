using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Activities.Waiting;

/// <summary>
/// Hands a task to somebody outside and waits until they report it done. The request is a row of the collection
/// <see cref="Tasks"/>, committed with the place to wait: it is made exactly once and found even after a crash.
/// </summary>
[Activity("Elsa.RunTask", "Primitives", "Asks the outside to do something and waits for its result.")]
public sealed class RunTask : Activity
{
    /// <summary>Records of tasks that were asked for; the key is the task id.</summary>
    public const string Tasks = "tasks";

    internal const string Stimulus = "Elsa.RunTask";

    [Input("What is to be done.")]
    public Input<string> TaskName { get; } = new("");

    [Input("What is needed to do it.", UIHint = "dictionary", DefaultSyntax = "Object")]
    public Input<JsonElement> Payload { get; } = new(EngineJson.Null);

    [Output("Id by which the task is reported done.")]
    public Output<string> TaskId { get; } = new();

    [Output("What the doer reported.")]
    public Output<JsonElement> Result { get; } = new();

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        // Derived, not drawn: whoever evaluates this visit again asks for the same task.
        string id = $"{context.Instance}-{context.Execution}";
        context.Set(TaskId, id);
        context.WaitFor(Stimulus, WaitingFor(id));
        context.Record(Row(context, id, context.Get(TaskName), "requested", context.Get(Payload)));
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        string id = resumption.Payload.GetProperty(nameof(TaskId)).GetString()!;
        context.Set(TaskId, id);
        context.Set(Result, resumption.Input);
        context.Record(Row(context, id, context.Get(TaskName), "completed", EngineJson.Null));
        context.Complete();
        return ValueTask.CompletedTask;
    }

    internal static JsonElement WaitingFor(string taskId) => EngineJson.ToElement(new Dictionary<string, string> { [nameof(TaskId)] = taskId });

    private static DomainRecord Row(ActivityContext context, string id, string name, string status, JsonElement payload)
        => new(Tasks, id, JsonSerializer.SerializeToUtf8Bytes(new TaskRow(id, name, context.Instance.Value, status, payload), EngineJson.Options));
}
