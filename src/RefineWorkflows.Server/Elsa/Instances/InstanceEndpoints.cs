using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Workflow instances: the list, and one with its state.</summary>
internal static class InstanceEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench)
    {
        var reader = new InstanceReader(workbench);
        var secrets = new SecretInputs(workbench.Activities);
        var records = new ExecutionRecords(reader, workbench.Client, workbench.Journals, secrets);
        MapReading(api, workbench, reader);
        JournalEndpoints.Map(api, workbench, reader);
        ExecutionEndpoints.Map(api, reader, records);
        InstanceActionEndpoints.Map(api, workbench);
        InstanceFileEndpoints.Map(api, workbench, reader, new InstanceFile(workbench, reader, records, secrets));
    }

    private static void MapReading(RouteGroupBuilder api, Workbench workbench, InstanceReader reader)
    {
        api.MapPost("/workflow-instances", async (HttpRequest request, CancellationToken cancellationToken) =>
            await ListAsync(await ElsaBody.ReadAsync<InstanceListRequest>(request, cancellationToken), workbench.Store, cancellationToken)).RequireScope(AccessScope.Read);
        api.MapGet("/workflow-instances", (HttpRequest request, CancellationToken cancellationToken) =>
            ListAsync(InstanceListRequest.From(request.Query), workbench.Store, cancellationToken));
        api.MapGet("/workflow-instances/{id}", async (string id, CancellationToken cancellationToken) =>
            await reader.FindAsync(id, cancellationToken) is { } found ? Results.Json(await reader.DetailsAsync(found, cancellationToken), ElsaJson.Options) : Results.NotFound());
        api.MapGet("/workflow-instances/{id}/variables", async (string id, CancellationToken cancellationToken) =>
        {
            if (await reader.FindAsync(id, cancellationToken) is not { } found)
                return Results.NotFound();
            IReadOnlyList<VariableView> items = await reader.VariablesAsync(found, cancellationToken);
            return Results.Json(new { items, count = items.Count }, ElsaJson.Options);
        });
        api.MapGet("/workflow-instances/{id}/execution-state", async (string id, CancellationToken cancellationToken) =>
            await workbench.Store.FindAsync(new(id), cancellationToken) is { } header
                // Studio and Elsa's own client spell the sub-status differently.
                ? Results.Json(new { status = header.Status, subStatus = header.SubStatus, workflowSubStatus = header.SubStatus, updatedAt = header.UpdatedAt }, ElsaJson.Options)
                : Results.NotFound());
    }

    private static async Task<IResult> ListAsync(InstanceListRequest request, IInstanceStore store, CancellationToken cancellationToken)
    {
        InstanceQuery query = request.ToQuery();
        IReadOnlyList<InstanceHeader> page = request.PageSize == 0 ? [] : await store.ListAsync(query, cancellationToken);
        // A page that is not full tells by itself how many there are.
        bool isLast = page.Count < query.Limit && (page.Count > 0 || query.Skip == 0) && request.PageSize != 0;
        int totalCount = isLast ? query.Skip + page.Count : await store.CountAsync(query, cancellationToken);
        return Results.Json(new { items = page.Select(header => new InstanceSummary(header)), totalCount }, ElsaJson.Options);
    }
}
