using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>Parts of a drawing with the workflows inside it opened, for the viewer's way down into them.</summary>
internal static class SubgraphEndpoints
{
    public static void Map(RouteGroupBuilder api, Workbench workbench, Drawings drawings)
    {
        IDefinitionStore store = workbench.Store;
        api.MapGet("/workflow-definitions/subgraph/{versionId}", async (string versionId, HttpRequest request, CancellationToken cancellationToken) =>
        {
            if (await store.FindVersionAsync(versionId, cancellationToken) is not { } version)
                return Results.NotFound();
            DrawingNode root = await DrawingNode.OpenAsync(version, store, drawings, cancellationToken);
            DrawingNode node = root.SelfAndDescendants().FirstOrDefault(one => one.NodeId == request.Query["parentNodeId"]) ?? root;
            return Results.Json(Json(node), ElsaJson.Options);
        });
        api.MapGet("/workflow-definitions/subgraph/segments/{versionId}", async (string versionId, HttpRequest request, CancellationToken cancellationToken) =>
        {
            if (await store.FindVersionAsync(versionId, cancellationToken) is not { } version)
                return Results.NotFound();
            DrawingNode root = await DrawingNode.OpenAsync(version, store, drawings, cancellationToken);
            string wanted = request.Query["childNodeId"].ToString();
            if (root.SelfAndDescendants().FirstOrDefault(one => one.NodeId == wanted) is not { } child)
                return ElsaErrors.Refusal($"The drawing has no node '{wanted}'.");
            List<DrawingNode> ancestors = [.. child.Ancestors().Reverse()];
            List<(DrawingNode Owner, string Port)> segments = [];
            for (int i = 0; i < ancestors.Count; i++)
            {
                if (ancestors[i].Type is not ("Elsa.Flowchart" or "Elsa.Workflow"))
                    segments.Add((ancestors[i], (i + 1 < ancestors.Count ? ancestors[i + 1] : child).Port));
            }

            DrawingNode container = segments.Count > 0 ? segments[^1].Owner : ancestors.FirstOrDefault() ?? child;
            return Results.Json(
                new
                {
                    childNode = Json(child),
                    container = Json(container),
                    pathSegments = segments.Select(segment => new
                    {
                        activityNodeId = segment.Owner.NodeId,
                        activityId = segment.Owner.Id,
                        activityType = segment.Owner.Type,
                        portName = segment.Port,
                        activityName = ActivityTree.Text(segment.Owner.Activity, "name"),
                    }),
                },
                ElsaJson.Options);
        });
    }

    private static JsonObject Json(DrawingNode node) => new()
    {
        ["activity"] = node.Activity.DeepClone(),
        ["nodeId"] = node.NodeId,
        ["port"] = node.Port,
        ["parents"] = new JsonArray(),
        ["children"] = new JsonArray(),
    };
}
