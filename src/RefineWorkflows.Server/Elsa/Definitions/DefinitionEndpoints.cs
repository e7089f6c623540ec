using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Reading and saving definitions.</summary>
internal static class DefinitionEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench, Drawings drawings)
    {
        IDefinitionStore store = workbench.Store;
        api.MapGet("/workflow-definitions", (HttpRequest request, CancellationToken cancellationToken) => ListAsync(request, store, cancellationToken));
        api.MapGet("/workflow-definitions/by-definition-id/{definitionId}", (string definitionId, HttpRequest request, CancellationToken cancellationToken) => OneAsync(definitionId, request, store, drawings, cancellationToken));
        api.MapGet("/workflow-definitions/{definitionId}", (string definitionId, HttpRequest request, CancellationToken cancellationToken) => OneAsync(definitionId, request, store, drawings, cancellationToken));
        api.MapGet("/workflow-definitions/by-id/{versionId}", async (string versionId, HttpContext context, CancellationToken cancellationToken) =>
            await store.FindVersionAsync(versionId, cancellationToken) is { } version
                ? Results.Json(await DefinitionView.WholeAsync(version, drawings, Writable(context), cancellationToken), ElsaJson.Options)
                : Results.NotFound());
        api.MapGet("/workflow-definitions/many-by-id", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            DefinitionPage found = await store.ListVersionsAsync(new DefinitionQuery { VersionIds = Many(request, "ids") ?? [] }, cancellationToken);
            var items = new JsonArray();
            foreach (StoredDefinition one in found.Items)
                items.Add(await DefinitionView.WholeAsync(one, drawings, Writable(request.HttpContext), cancellationToken));
            return Results.Json(new JsonObject { ["items"] = items, ["count"] = items.Count }, ElsaJson.Options);
        });
        api.MapGet("/workflow-definitions/query/count", async (CancellationToken cancellationToken) =>
            Results.Json(new { count = (await store.ListVersionsAsync(new DefinitionQuery { Versions = VersionSelection.Latest, Take = 0 }, cancellationToken)).Total }, ElsaJson.Options));
        api.MapGet("/workflow-definitions/{definitionId}/versions", async (string definitionId, HttpContext context, CancellationToken cancellationToken) =>
        {
            DefinitionPage versions = await store.ListVersionsAsync(new DefinitionQuery { DefinitionIds = [definitionId], Order = DefinitionOrder.Version, Descending = true }, cancellationToken);
            return Results.Json(new { items = versions.Items.Select(one => DefinitionView.Summary(one, Writable(context))), count = versions.Total }, ElsaJson.Options);
        });
        api.MapGet("/workflow-definitions/validation/is-name-unique", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            string name = request.Query["name"].ToString().Trim();
            string own = request.Query["definitionId"].ToString();
            DefinitionPage same = await store.ListVersionsAsync(new DefinitionQuery { Versions = VersionSelection.Latest, Name = name }, cancellationToken);
            return Results.Json(new { isUnique = same.Items.All(one => one.DefinitionId == own) }, ElsaJson.Options);
        });
        api.MapPost("/workflow-definitions", (HttpContext context, CancellationToken cancellationToken) => SaveAsync(context, workbench, drawings, cancellationToken));
    }

    /// <summary>Whether the caller may change definitions. Studio is read-only without the links that this gives.</summary>
    internal static bool Writable(HttpContext context) => context.Features.Get<Caller>()?.Scopes.Cover(AccessScope.Design) == true;

    /// <summary>Several values under one name; null when the name is absent.</summary>
    internal static IReadOnlyList<string>? Many(HttpRequest request, string name)
        => request.Query.TryGetValue(name, out var values) && values.Count > 0 ? [.. values.OfType<string>().Where(value => value.Length > 0)] : null;

    private static async Task<IResult> ListAsync(HttpRequest request, IDefinitionStore store, CancellationToken cancellationToken)
    {
        VersionOptions options = VersionOptions.Parse(request.Query["versionOptions"], VersionSelection.All);
        DefinitionOrder order = request.Query["OrderBy"].ToString().ToUpperInvariant() switch { "CREATED" => DefinitionOrder.Created, "VERSION" => DefinitionOrder.Version, _ => DefinitionOrder.Name };
        string direction = request.Query["OrderDirection"].ToString();
        int? page = Number(request, "Page");
        int? size = Number(request, "PageSize");
        DefinitionPage found = await store.ListVersionsAsync(
            new DefinitionQuery
            {
                Versions = options.Selection,
                Version = options.Number,
                Search = request.Query["SearchTerm"],
                DefinitionIds = Many(request, "DefinitionIds"),
                VersionIds = Many(request, "Ids"),
                Order = order,
                Descending = direction.Length > 0 ? direction.Equals("Descending", StringComparison.OrdinalIgnoreCase) : order != DefinitionOrder.Name,
                Skip = (page ?? 0) * (size ?? 0),
                Take = size,
            },
            cancellationToken);
        bool writable = Writable(request.HttpContext);
        return Results.Json(
            new { items = found.Items.Select(one => DefinitionView.Summary(one, writable)), totalCount = found.Total, links = DefinitionView.ListLinks(writable) },
            ElsaJson.Options);
    }

    private static async Task<IResult> OneAsync(string definitionId, HttpRequest request, IDefinitionStore store, Drawings drawings, CancellationToken cancellationToken)
    {
        VersionOptions options = VersionOptions.Parse(request.Query["versionOptions"], VersionSelection.Latest);
        DefinitionPage found = await store.ListVersionsAsync(options.Of(definitionId), cancellationToken);
        return found.Items.Count == 0
            ? Results.NotFound()
            : Results.Json(await DefinitionView.WholeAsync(found.Items[0], drawings, Writable(request.HttpContext), cancellationToken), ElsaJson.Options);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, Workbench workbench, Drawings drawings, CancellationToken cancellationToken)
    {
        JsonObject body = await ElsaBody.ReadObjectAsync(context.Request, cancellationToken);
        if (body["model"] is not JsonObject model)
            return ElsaErrors.Refusal("'model' is missing: a save request is {\"model\": {…}, \"publish\": true or false}.");
        string? definitionId = ActivityTree.Text(model, "definitionId");
        StoredDefinition? before = definitionId is { Length: > 0 } ? await workbench.Store.FindLatestAsync(definitionId, cancellationToken) : null;
        StoredDefinition saved = await workbench.Versions.SaveDraftAsync(definitionId, DefinitionView.Incoming(model, before), cancellationToken);
        bool wasPublished = false;
        if (body["publish"] is JsonValue publish && publish.TryGetValue(out bool wanted) && wanted)
            (saved, wasPublished) = await workbench.Versions.PublishAsync(saved.DefinitionId, cancellationToken);
        return Results.Json(await SavedAsync(saved, wasPublished, workbench.Store, drawings, context, cancellationToken), ElsaJson.Options);
    }

    /// <summary>The answer to saving and publishing.</summary>
    internal static async Task<JsonObject> SavedAsync(StoredDefinition saved, bool wasPublished, IDefinitionStore store, Drawings drawings, HttpContext context, CancellationToken cancellationToken) => new()
    {
        ["workflowDefinition"] = await DefinitionView.WholeAsync(saved, drawings, Writable(context), cancellationToken),
        ["alreadyPublished"] = wasPublished,
        ["consumingWorkflowCount"] = saved.IsPublished ? (await ConsumersAsync(saved.DefinitionId, store, cancellationToken)).Count : 0,
        ["validationErrors"] = new JsonArray(),
    };

    /// <summary>Definitions that contain another one as an activity.</summary>
    internal static async Task<IReadOnlyList<StoredDefinition>> ConsumersAsync(string definitionId, IDefinitionStore store, CancellationToken cancellationToken)
    {
        DefinitionPage all = await store.ListVersionsAsync(new DefinitionQuery { Versions = VersionSelection.Latest }, cancellationToken);
        return [.. all.Items.Where(one => one.Json.Contains("workflowDefinitionId", StringComparison.Ordinal)
            && ActivityTree.Activities(ElsaJson.Parse(one.Json)["root"]!.AsObject()).Any(activity => ActivityTree.Text(activity, "workflowDefinitionId") == definitionId))];
    }

    /// <exception cref="ElsaRequestException">It is no number from 0.</exception>
    private static int? Number(HttpRequest request, string name)
        => request.Query[name].ToString() is not { Length: > 0 } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 1_000_000 ? number
            : throw new ElsaRequestException($"{name} is '{text}'; allowed are whole numbers from 0.");
}
