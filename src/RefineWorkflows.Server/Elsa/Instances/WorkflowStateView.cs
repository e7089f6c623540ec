using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>An instance's state in Elsa's shape. What is over has left it; incidents stay.</summary>
internal static class WorkflowStateView
{
    public static JsonObject Of(InstanceHeader header, InstanceState state, InstanceDrawing drawing, bool isSystem, IReadOnlyDictionary<long, DateTimeOffset?> started) => new()
    {
        ["id"] = header.Id.Value,
        ["definitionId"] = header.DefinitionId,
        ["definitionVersionId"] = header.DefinitionVersionId,
        ["definitionVersion"] = header.DefinitionVersion,
        ["correlationId"] = header.CorrelationId,
        ["name"] = header.Name,
        ["status"] = header.Status.ToString(),
        ["subStatus"] = header.SubStatus.ToString(),
        ["isExecuting"] = header.SubStatus == Engine.InstanceSubStatus.Executing,
        ["isSystem"] = isSystem,
        ["parentWorkflowInstanceId"] = header.Parent?.Value,
        ["bookmarks"] = new JsonArray([.. state.Bookmarks.Values.Where(one => state.Executions.ContainsKey(one.Execution)).Select(one => Bookmark(header, one, state, drawing))]),
        ["incidents"] = new JsonArray([.. state.Incidents.Values.Select(one => Incident(one, drawing))]),
        ["completionCallbacks"] = new JsonArray(),
        ["activityExecutionContexts"] = new JsonArray([.. state.Executions.Values.Select(one => Context(header, one, state, drawing, started.GetValueOrDefault(one.Id)))]),
        ["scheduledActivities"] = new JsonArray([.. state.Queue.Select(number => (JsonNode)drawing.NodeId(state.Executions[number].Activity))]),
        ["executionLogSequence"] = state.Sequence,
        ["input"] = Values(state.Input),
        ["output"] = Values(state.Output),
        ["properties"] = new JsonObject(),
        ["createdAt"] = Json(header.CreatedAt),
        ["updatedAt"] = Json(header.UpdatedAt),
        ["finishedAt"] = Json(header.FinishedAt),
    };

    private static JsonObject Bookmark(InstanceHeader header, BookmarkState bookmark, InstanceState state, InstanceDrawing drawing)
    {
        string activity = state.Executions[bookmark.Execution].Activity;
        return new JsonObject
        {
            ["id"] = bookmark.Id,
            ["name"] = bookmark.Stimulus,
            ["hash"] = bookmark.Hash,
            ["payload"] = Brief.Value(bookmark.Payload),
            ["activityId"] = drawing.LocalId(activity),
            ["activityNodeId"] = drawing.NodeId(activity),
            ["activityInstanceId"] = ExecutionSummary.IdOf(header.Id, bookmark.Execution),
            ["createdAt"] = Json(bookmark.CreatedAt),
            ["dueAt"] = Json(bookmark.DueAt),
            ["autoBurn"] = true,
            ["callbackMethodName"] = null,
            ["autoComplete"] = true,
            ["metadata"] = null,
        };
    }

    private static JsonObject Incident(Incident incident, InstanceDrawing drawing) => new()
    {
        ["activityId"] = drawing.LocalId(incident.Activity),
        ["activityNodeId"] = drawing.NodeId(incident.Activity),
        ["activityType"] = incident.ActivityType,
        ["message"] = incident.Message,
        ["exception"] = Json(ExceptionView.Of(incident)),
        ["timestamp"] = Json(incident.At),
    };

    private static JsonObject Context(InstanceHeader header, ExecutionState execution, InstanceState state, InstanceDrawing drawing, DateTimeOffset? startedAt) => new()
    {
        ["id"] = ExecutionSummary.IdOf(header.Id, execution.Id),
        ["parentContextId"] = execution.Owner is { } owner ? ExecutionSummary.IdOf(header.Id, owner) : null,
        ["scheduledActivityNodeId"] = drawing.NodeId(execution.Activity),
        ["ownerActivityNodeId"] = execution.Owner is { } around && state.Executions.TryGetValue(around, out ExecutionState? container) ? drawing.NodeId(container.Activity) : null,
        ["properties"] = execution.Properties is { } properties && LogPersistence.Of(drawing.Graph?.Find(execution.Activity)).ShowsInternalState ? Brief.Value(JsonSerializer.SerializeToElement(properties, ElsaJson.Options)) : new JsonObject(),
        ["activityState"] = null,
        ["dynamicVariables"] = new JsonArray(),
        ["status"] = execution.Status.ToString(),
        ["startedAt"] = Json(startedAt ?? header.CreatedAt),
        ["completedAt"] = null,
    };

    private static JsonObject Values(IEnumerable<KeyValuePair<string, JsonElement>> values)
        => new(values.Select(one => KeyValuePair.Create(one.Key, JsonNode.Parse(one.Value.GetRawText()))));

    private static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, ElsaJson.Options);
}
