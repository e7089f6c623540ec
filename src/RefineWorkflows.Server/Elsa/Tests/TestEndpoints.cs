using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Definitions;
using RefineWorkflows.Server.Elsa.Instances;

namespace RefineWorkflows.Server.Elsa.Tests;

/// <summary>Studio's Test tab: one activity of a saved version, run by itself.</summary>
internal static class TestEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench)
    {
        var test = new ActivityTest(workbench, TimeProvider.System);
        api.MapPost("/tests/activities", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            JsonObject body = await ElsaBody.ReadObjectAsync(request, cancellationToken);
            if (await VersionAsync(Handle(body, "workflowDefinitionHandle"), workbench.Store, cancellationToken) is not { } version)
                return Results.NotFound();
            JsonObject root = Drawings.Incoming(ElsaJson.Parse(version.Json)["root"]!.DeepClone().AsObject());
            JsonObject wanted = Handle(body, "activityHandle");
            if (ActivityTree.Activities(root).FirstOrDefault(one => IsMeant(one, wanted)) is not { } activity)
                return Results.NotFound();
            ExecutionRecord? record = await test.RunAsync(version, activity, cancellationToken);
            return record is null
                ? ElsaErrors.Refusal("The activity did not begin within the time of a test.")
                : Results.Json(new { record.ActivityState, record.Payload, record.Outputs, record.Exception, record.Status }, ElsaJson.Options);
        }).RequireScope(AccessScope.Run);
    }

    private static JsonObject Handle(JsonObject body, string member)
        => body[member] as JsonObject ?? throw new ElsaRequestException($"'{member}' is missing: an object that says what is to be tested.");

    /// <summary>A handle names a version, or a definition with the versions that are meant, the latest by default.</summary>
    private static async Task<StoredDefinition?> VersionAsync(JsonObject handle, IDefinitionStore store, CancellationToken cancellationToken)
    {
        if (ActivityTree.Text(handle, "definitionVersionId") is { Length: > 0 } versionId)
            return await store.FindVersionAsync(versionId, cancellationToken);
        string definitionId = ActivityTree.Text(handle, "definitionId") is { Length: > 0 } id ? id : throw new ElsaRequestException("'workflowDefinitionHandle' has neither 'definitionVersionId' nor 'definitionId'.");
        VersionOptions options = VersionOptions.Parse(ActivityTree.Text(handle, "versionOptions"), VersionSelection.Latest);
        return (await store.ListVersionsAsync(options.Of(definitionId), cancellationToken)).Items is [StoredDefinition version, ..] ? version : null;
    }

    /// <exception cref="ElsaRequestException">The handle names no activity.</exception>
    private static bool IsMeant(JsonObject activity, JsonObject handle)
    {
        if (ActivityTree.Text(handle, "activityNodeId") is { Length: > 0 } nodeId)
            return ActivityTree.Text(activity, "nodeId") == nodeId;
        string id = ActivityTree.Text(handle, "activityId") is { Length: > 0 } given ? given : throw new ElsaRequestException("'activityHandle' has neither 'activityNodeId' nor 'activityId'.");
        return ActivityTree.Text(activity, "id") == id;
    }
}
