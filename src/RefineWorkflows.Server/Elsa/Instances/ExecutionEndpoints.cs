using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>What ran, how often, with which values and results.</summary>
internal static class ExecutionEndpoints
{
    private const int MostStackEntries = 1000;

    public static void Map(RouteGroupBuilder api, InstanceReader instances, ExecutionRecords records)
    {
        api.MapPost("/activity-executions/report", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            JsonObject body = await ElsaBody.ReadObjectAsync(request, cancellationToken);
            if (body["activityNodeIds"] is not JsonArray wanted || body["workflowInstanceId"] is not JsonValue id)
                throw new ElsaRequestException("'workflowInstanceId' and 'activityNodeIds' are needed: an instance and a list of node ids.");
            if (await instances.FindAsync(id.ToString(), cancellationToken) is not { } found)
                return Results.Json(new { stats = Array.Empty<StatView>() }, ElsaJson.Options);
            IEnumerable<string> nodeIds = wanted.OfType<JsonValue>().Select(one => one.ToString());
            return Results.Json(new { stats = await records.ReportAsync(found.Header, found.Drawing, nodeIds, cancellationToken) }, ElsaJson.Options);
        }).RequireScope(AccessScope.Read);
        api.MapGet("/activity-execution-summaries/list", (HttpRequest request, CancellationToken cancellationToken) =>
            ListAsync(request, instances, (header, drawing, node) => records.SummariesAsync(header, drawing, node, cancellationToken), cancellationToken));
        api.MapGet("/activity-executions/list", (HttpRequest request, CancellationToken cancellationToken) =>
            ListAsync(request, instances, (header, drawing, node) => records.ListAsync(header, drawing, node, cancellationToken), cancellationToken));
        api.MapGet("/activity-executions/count", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            InstanceFound? found = await instances.FindAsync(request.Query["WorkflowInstanceId"].ToString(), cancellationToken);
            return Results.Json(new { count = found is null ? 0 : await records.CountAsync(found.Header, found.Drawing, NodeId(request), cancellationToken) }, ElsaJson.Options);
        });
        api.MapGet("/activity-executions/by-id", async (HttpRequest request, CancellationToken cancellationToken) =>
            await FindAsync(request.Query["id"].ToString(), instances, cancellationToken) is { } asked
            && await records.FindAsync(asked.Found.Header, asked.Found.Drawing, asked.Number, cancellationToken) is { } record
                ? Results.Json(record, ElsaJson.Options)
                : Results.NotFound());
        api.MapGet("/activity-executions/{id}/call-stack", async (string id, HttpRequest request, CancellationToken cancellationToken) =>
        {
            if (await FindAsync(Uri.UnescapeDataString(id), instances, cancellationToken) is not { } asked)
                return Results.NotFound();
            IReadOnlyList<ExecutionRecord> stack = await records.CallStackAsync(asked.Found, asked.Number, !request.Query["includeCrossWorkflowChain"].ToString().Equals("false", StringComparison.OrdinalIgnoreCase), cancellationToken);
            if (stack.Count == 0)
                return Results.NotFound();
            IEnumerable<ExecutionRecord> page = stack.Skip(Number(request, "skip", 0)).Take(Math.Min(Number(request, "take", 100), MostStackEntries));
            return Results.Json(new { activityExecutionId = stack[^1].Id, items = page, totalCount = stack.Count }, ElsaJson.Options);
        });
    }

    /// <exception cref="ElsaRequestException">It is no whole number from 0.</exception>
    public static int Number(HttpRequest request, string name, int otherwise)
    {
        string text = request.Query[name].ToString();
        if (text.Length == 0)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new ElsaRequestException($"'{name}' is '{text}'; a whole number from 0 is needed.");
    }

    private static async Task<IResult> ListAsync<T>(HttpRequest request, InstanceReader instances, Func<InstanceHeader, InstanceDrawing, string?, Task<IReadOnlyList<T>>> list, CancellationToken cancellationToken)
    {
        InstanceFound? found = await instances.FindAsync(request.Query["WorkflowInstanceId"].ToString(), cancellationToken);
        IReadOnlyList<T> items = found is null ? [] : await list(found.Header, found.Drawing, NodeId(request));
        return Results.Json(new { items, count = items.Count }, ElsaJson.Options);
    }

    private static string? NodeId(HttpRequest request) => request.Query["ActivityNodeId"].ToString() is { Length: > 0 } node ? node : null;

    private static async Task<(InstanceFound Found, long Number)?> FindAsync(string id, InstanceReader instances, CancellationToken cancellationToken)
        => ExecutionSummary.TryParseId(id, out InstanceId instance, out long number) && await instances.FindAsync(instance.Value, cancellationToken) is { } found ? (found, number) : null;
}
