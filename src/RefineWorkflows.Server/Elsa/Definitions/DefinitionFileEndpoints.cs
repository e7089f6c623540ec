using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Definitions as files, out and in.</summary>
internal static class DefinitionFileEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench, Drawings drawings)
    {
        var files = new DefinitionFiles(drawings, new SecretInputs(workbench.Activities));
        IDefinitionStore store = workbench.Store;
        api.MapGet("/workflow-definitions/{definitionId}/export", async (string definitionId, HttpRequest request, CancellationToken cancellationToken) =>
        {
            DefinitionPage found = await store.ListVersionsAsync(VersionOptions.Parse(request.Query["versionOptions"], VersionSelection.Latest).Of(definitionId), cancellationToken);
            if (found.Items.Count == 0)
                return Results.NotFound();
            StoredDefinition version = found.Items[0];
            bool withConsumers = bool.TryParse(request.Query["includeConsumingWorkflows"], out bool wanted) && wanted;
            return withConsumers
                ? Results.File(await files.ZipAsync([version, .. await DefinitionEndpoints.ConsumersAsync(definitionId, store, cancellationToken)], cancellationToken), MediaTypeNames.Application.Zip, "workflow-definitions.zip")
                : Results.File(Encoding.UTF8.GetBytes(await files.JsonAsync(version, cancellationToken)), MediaTypeNames.Application.Json, DefinitionFiles.NameOf(version));
        });
        api.MapPost("/bulk-actions/export/workflow-definitions", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            JsonObject body = await ElsaBody.ReadObjectAsync(request, cancellationToken);
            string[] ids = body["ids"] is JsonArray list ? [.. list.OfType<JsonValue>().Select(one => one.ToString())] : [];
            DefinitionPage found = await store.ListVersionsAsync(new DefinitionQuery { VersionIds = ids }, cancellationToken);
            List<StoredDefinition> wanted = [.. found.Items];
            if (body["includeConsumingWorkflows"] is JsonValue include && include.TryGetValue(out bool also) && also)
            {
                foreach (StoredDefinition one in found.Items)
                    wanted.AddRange(await DefinitionEndpoints.ConsumersAsync(one.DefinitionId, store, cancellationToken));
            }

            return wanted.Count == 0 ? Results.NoContent() : Results.File(await files.ZipAsync([.. wanted.DistinctBy(one => one.VersionId)], cancellationToken), MediaTypeNames.Application.Zip, "workflow-definitions.zip");
        }).RequireScope(AccessScope.Read);
        api.MapMethods("/workflow-definitions/import", ["POST", "PUT"], async (HttpContext context, CancellationToken cancellationToken) =>
        {
            JsonObject model = await ElsaBody.ReadObjectAsync(context.Request, cancellationToken);
            string? definitionId = ActivityTree.Text(model, "definitionId");
            StoredDefinition? before = definitionId is { Length: > 0 } ? await store.FindLatestAsync(definitionId, cancellationToken) : null;
            StoredDefinition saved = await workbench.Versions.SaveDraftAsync(definitionId, DefinitionView.Incoming(model, before), cancellationToken);
            return Results.Json(
                await DefinitionView.WholeAsync(saved, drawings, DefinitionEndpoints.Writable(context), cancellationToken),
                ElsaJson.Options,
                statusCode: string.IsNullOrEmpty(definitionId) ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        });
        api.MapPost("/workflow-definitions/import-files", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            // Everything is read and checked before anything is stored.
            List<JsonObject> models = [];
            foreach (IFormFile file in await ElsaBody.ReadFilesAsync(request, cancellationToken))
            {
                await using Stream content = file.OpenReadStream();
                models.AddRange(await DefinitionFiles.ReadAsync(file.FileName, content, cancellationToken));
            }

            foreach (JsonObject model in models)
                _ = DefinitionView.Incoming(model, null);
            foreach (JsonObject model in models)
            {
                string? definitionId = ActivityTree.Text(model, "definitionId");
                StoredDefinition? before = definitionId is { Length: > 0 } ? await store.FindLatestAsync(definitionId, cancellationToken) : null;
                await workbench.Versions.SaveDraftAsync(definitionId, DefinitionView.Incoming(model, before), cancellationToken);
            }

            return Results.Json(new { count = models.Count }, ElsaJson.Options);
        });
    }
}
