using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>What can be done with definitions: publish, take back, go back, delete, run; one or many at a time.</summary>
internal static class DefinitionActionEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench, Drawings drawings)
    {
        DefinitionVersions versions = workbench.Versions;
        IDefinitionStore store = workbench.Store;
        api.MapPost("/workflow-definitions/{definitionId}/publish", async (string definitionId, HttpContext context, CancellationToken cancellationToken) =>
        {
            (StoredDefinition published, bool before) = await versions.PublishAsync(definitionId, cancellationToken);
            return Results.Json(await DefinitionEndpoints.SavedAsync(published, before, store, drawings, context, cancellationToken), ElsaJson.Options);
        });
        api.MapPost("/workflow-definitions/{definitionId}/retract", async (string definitionId, HttpContext context, CancellationToken cancellationToken) =>
        {
            if (await store.FindLatestAsync(definitionId, cancellationToken) is null)
                return Results.NotFound();
            return await versions.RetractAsync(definitionId, cancellationToken) is { } retracted
                ? Results.Json(await DefinitionView.WholeAsync(retracted, drawings, DefinitionEndpoints.Writable(context), cancellationToken), ElsaJson.Options)
                : ElsaErrors.Refusal("The workflow is not published.");
        });
        api.MapDelete("/workflow-definitions/{definitionId}", async (string definitionId, CancellationToken cancellationToken) =>
            await versions.DeleteAsync(definitionId, cancellationToken) > 0 ? Results.NoContent() : Results.NotFound());
        api.MapDelete("/workflow-definition-versions/{versionId}", async (string versionId, CancellationToken cancellationToken) =>
            await store.DeleteVersionsAsync([versionId], cancellationToken) > 0 ? Results.NoContent() : Results.NotFound());
        api.MapDelete("/workflow-definitions/{definitionId}/version/{version:int}", async (string definitionId, int version, CancellationToken cancellationToken) =>
        {
            DefinitionPage found = await store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = [definitionId], Version = version }, cancellationToken);
            return await store.DeleteVersionsAsync([.. found.Items.Select(one => one.VersionId)], cancellationToken) > 0 ? Results.NoContent() : Results.NotFound();
        });
        api.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", async (string definitionId, int version, HttpContext context, CancellationToken cancellationToken) =>
            Results.Json(DefinitionView.Summary(await versions.RevertAsync(definitionId, version, cancellationToken), DefinitionEndpoints.Writable(context)), ElsaJson.Options, statusCode: StatusCodes.Status201Created));
        api.MapGet("/workflow-definitions/{definitionId}/consumers", async (string definitionId, CancellationToken cancellationToken) =>
            Results.Json(new { consumingWorkflowDefinitionIds = (await DefinitionEndpoints.ConsumersAsync(definitionId, store, cancellationToken)).Select(one => one.DefinitionId) }, ElsaJson.Options));
        api.MapPost("/workflow-definitions/{definitionId}/update-references", (string definitionId, CancellationToken cancellationToken) => UpdateReferencesAsync(definitionId, workbench, cancellationToken));

        api.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", async (HttpRequest request, CancellationToken cancellationToken) =>
            Results.Json(await PublishAsync(await IdsAsync(request, "definitionIds", cancellationToken), versions, cancellationToken), ElsaJson.Options));
        api.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", async (HttpRequest request, CancellationToken cancellationToken) =>
            Results.Json(await RetractAsync(await IdsAsync(request, "definitionIds", cancellationToken), workbench, cancellationToken), ElsaJson.Options));
        api.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            int deleted = 0;
            foreach (string id in await IdsAsync(request, "definitionIds", cancellationToken))
                deleted += await versions.DeleteAsync(id, cancellationToken) > 0 ? 1 : 0;
            return Results.Json(new { deleted }, ElsaJson.Options);
        });
        api.MapPost("/bulk-actions/delete/workflow-definitions/by-id", async (HttpRequest request, CancellationToken cancellationToken) =>
            Results.Json(new { deleted = await store.DeleteVersionsAsync([.. await IdsAsync(request, "ids", cancellationToken)], cancellationToken) }, ElsaJson.Options));

        api.MapMethods("/workflow-definitions/{definitionId}/execute", ["POST", "GET"], (string definitionId, HttpContext context, CancellationToken cancellationToken) => ExecuteAsync(definitionId, context, workbench, cancellationToken)).RequireScope(AccessScope.Run);
        api.MapPost("/workflow-definitions/{definitionId}/dispatch", async (string definitionId, HttpContext context, CancellationToken cancellationToken) =>
            Results.Json(new { workflowInstanceId = (await StartAsync(definitionId, await ElsaBody.ReadObjectAsync(context.Request, cancellationToken), workbench, cancellationToken)).Value }, ElsaJson.Options)).RequireScope(AccessScope.Run);
    }

    private static async Task<IResult> ExecuteAsync(string definitionId, HttpContext context, Workbench workbench, CancellationToken cancellationToken)
    {
        JsonObject body = await ElsaBody.ReadObjectAsync(context.Request, cancellationToken);
        InstanceId id;
        try
        {
            id = await StartAsync(definitionId, body, workbench, cancellationToken);
        }
        catch (ActivationRefusedException)
        {
            // Studio reads the header alone and says it in its own words.
            context.Response.Headers["x-elsa-workflow-cannot-start"] = "True";
            return Results.Ok();
        }

        context.Response.Headers["x-elsa-workflow-instance-id"] = id.Value;
        context.Response.Headers["x-elsa-response"] = "true";
        return Results.Json(new { workflowState = new { id = id.Value, definitionId, status = nameof(InstanceStatus.Running), subStatus = nameof(InstanceSubStatus.Pending) } }, ElsaJson.Options);
    }

    private static async Task<InstanceId> StartAsync(string definitionId, JsonObject body, Workbench workbench, CancellationToken cancellationToken)
    {
        VersionOptions options = VersionOptions.Parse(ActivityTree.Text(body, "versionOptions"), VersionSelection.Published);
        DefinitionPage found = await workbench.Store.ListVersionsAsync(options.Of(definitionId), cancellationToken);
        if (found.Items.Count == 0)
            throw new DefinitionMissingException(definitionId);
        StoredDefinition version = found.Items[0];
        // A draft was never checked: what cannot run is refused here, by path, and not found out by a faulted instance.
        if (!version.IsPublished)
            await workbench.Catalog.ValidateAsync(version.Json, $"definition '{version.Name}'", cancellationToken);
        Dictionary<string, JsonElement> input = body["input"] is JsonObject given ? given.ToDictionary(one => one.Key, one => JsonSerializer.SerializeToElement(one.Value)) : [];
        return await workbench.Client.StartVersionAsync(version, input, null, ActivityTree.Text(body, "correlationId"), null, cancellationToken);
    }

    private static async Task<object> PublishAsync(IReadOnlyList<string> ids, DefinitionVersions versions, CancellationToken cancellationToken)
    {
        List<string> published = [], already = [], notFound = [], failed = [];
        var warnings = new Dictionary<string, IReadOnlyList<string>>();
        foreach (string id in ids)
        {
            try
            {
                (_, bool before) = await versions.PublishAsync(id, cancellationToken);
                (before ? already : published).Add(id);
            }
            catch (DefinitionMissingException)
            {
                notFound.Add(id);
            }
            catch (DefinitionException refused)
            {
                failed.Add(id);
                warnings[id] = [.. refused.Problems.Select(problem => problem.ToString())];
            }
        }

        return new { published, alreadyPublished = already, notFound, skipped = Array.Empty<string>(), updatedConsumers = Array.Empty<string>(), failed, warnings };
    }

    private static async Task<object> RetractAsync(IReadOnlyList<string> ids, Workbench workbench, CancellationToken cancellationToken)
    {
        List<string> retracted = [], already = [], notFound = [];
        foreach (string id in ids)
        {
            if (await workbench.Store.FindLatestAsync(id, cancellationToken) is null)
                notFound.Add(id);
            else
                (await workbench.Versions.RetractAsync(id, cancellationToken) is null ? already : retracted).Add(id);
        }

        return new { retracted, alreadyRetracted = already, notFound, skipped = Array.Empty<string>() };
    }

    /// <summary>Lets consumers of a published workflow use its newest version, and publishes those that were published.</summary>
    private static async Task<IResult> UpdateReferencesAsync(string definitionId, Workbench workbench, CancellationToken cancellationToken)
    {
        if (await workbench.Store.FindPublishedAsync(definitionId, cancellationToken) is not { } published)
            return Results.NotFound();
        List<string> affected = [];
        foreach (StoredDefinition consumer in await DefinitionEndpoints.ConsumersAsync(definitionId, workbench.Store, cancellationToken))
        {
            JsonObject content = ElsaJson.Parse(consumer.Json);
            bool changed = false;
            foreach (JsonObject activity in ActivityTree.Activities(content["root"]!.AsObject()).Where(one => ActivityTree.Text(one, "workflowDefinitionId") == definitionId && ActivityTree.Text(one, "workflowDefinitionVersionId") != published.VersionId))
            {
                activity["workflowDefinitionVersionId"] = published.VersionId;
                activity["version"] = published.Version;
                changed = true;
            }

            if (!changed)
                continue;
            await workbench.Versions.SaveDraftAsync(consumer.DefinitionId, content, cancellationToken);
            if (consumer.IsPublished)
                await workbench.Versions.PublishAsync(consumer.DefinitionId, cancellationToken);
            affected.Add(consumer.Name);
        }

        return Results.Json(new { affectedWorkflows = affected }, ElsaJson.Options);
    }

    /// <exception cref="ElsaRequestException">The list is missing or holds something else than text.</exception>
    private static async Task<IReadOnlyList<string>> IdsAsync(HttpRequest request, string member, CancellationToken cancellationToken)
    {
        JsonObject body = await ElsaBody.ReadObjectAsync(request, cancellationToken);
        if (body[member] is not JsonArray list || !list.All(one => one is JsonValue value && value.TryGetValue(out string? _)))
            throw new ElsaRequestException($"'{member}' is missing: a list of ids.");
        return [.. list.Select(one => one!.GetValue<string>()).Distinct(StringComparer.Ordinal)];
    }
}
