using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Definitions;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>What can be done with instances: end and remove them, one or many at a time.</summary>
internal static class InstanceActionEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench)
    {
        var commands = new InstanceCommands(workbench);
        api.MapPost("/cancel/workflow-instances/{id}", async (string id, CancellationToken cancellationToken) =>
            await commands.CancelAsync(new(id), cancellationToken) is null ? Results.NotFound() : Results.Ok()).RequireScope(AccessScope.Run);
        api.MapPost("/bulk-actions/cancel/workflow-instances", async (HttpRequest request, CancellationToken cancellationToken) =>
            Results.Json(new { cancelled = await CancelAsync(await ElsaBody.ReadObjectAsync(request, cancellationToken), commands, workbench.Store, cancellationToken) }, ElsaJson.Options)).RequireScope(AccessScope.Run);

        api.MapDelete("/workflow-instances/{id}", async (string id, CancellationToken cancellationToken) => await commands.DeleteAsync(new(id), cancellationToken) switch
        {
            true => Results.NoContent(),
            null => Results.NotFound(),
            false => ElsaErrors.Refusal($"Instance {id} is being run and does not end. Try again when its step in flight is over."),
        });
        foreach (string path in new[] { "/bulk-actions/delete/workflow-instances/by-id", "/bulk-actions/delete/workflow-instances" })
        {
            api.MapPost(path, async (HttpRequest request, CancellationToken cancellationToken) =>
            {
                int deleted = 0;
                foreach (string id in NeededIds(await ElsaBody.ReadObjectAsync(request, cancellationToken)))
                    deleted += await commands.DeleteAsync(new(id), cancellationToken) == true ? 1 : 0;
                return Results.Json(new { deleted }, ElsaJson.Options);
            });
        }
    }

    /// <exception cref="ElsaRequestException">There is no list of ids.</exception>
    public static IReadOnlyList<string> NeededIds(JsonObject body) => Ids(body) ?? throw new ElsaRequestException("'ids' is missing: a list of instance ids.");

    /// <summary>Ends the named instances, or all of a definition's version, or of those versions of a definition that are meant.</summary>
    private static async Task<int> CancelAsync(JsonObject body, InstanceCommands commands, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        int cancelled = 0;
        if (Ids(body) is { } ids)
            cancelled += await commands.CancelAllAsync(ids.Select(id => new InstanceId(id)), cancellationToken);
        if (ActivityTree.Text(body, "definitionVersionId") is { Length: > 0 } versionId)
            cancelled += await commands.CancelAllAsync(new InstanceQuery { DefinitionVersionId = versionId, Status = InstanceStatus.Running }, cancellationToken);
        if (ActivityTree.Text(body, "definitionId") is { Length: > 0 } definitionId)
        {
            VersionOptions options = VersionOptions.Parse(ActivityTree.Text(body, "versionOptions"), VersionSelection.All);
            DefinitionPage versions = await definitions.ListVersionsAsync(options.Of(definitionId) with { Take = null }, cancellationToken);
            foreach (StoredDefinition version in versions.Items)
                cancelled += await commands.CancelAllAsync(new InstanceQuery { DefinitionVersionId = version.VersionId, Status = InstanceStatus.Running }, cancellationToken);
        }

        return cancelled;
    }

    private static IReadOnlyList<string>? Ids(JsonObject body)
    {
        if (body["ids"] is not { } ids)
            return null;
        return ids is JsonArray list && list.All(one => one is JsonValue value && value.TryGetValue(out string? _))
            ? [.. list.Select(one => one!.GetValue<string>()).Distinct(StringComparer.Ordinal)]
            : throw new ElsaRequestException("'ids' is no list of ids.");
    }
}
