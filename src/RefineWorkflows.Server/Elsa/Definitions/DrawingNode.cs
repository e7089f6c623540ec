using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>An activity of a drawing in which the workflows that are drawn as activities have been opened.</summary>
internal sealed class DrawingNode
{
    /// <summary>Workflows inside workflows deeper than this stay closed; nobody draws that, but somebody may send it.</summary>
    private const int Deepest = 12;

    private readonly List<DrawingNode> children = [];

    private DrawingNode(JsonObject activity, DrawingNode? parent, string port) => (Activity, Parent, Port) = (activity, parent, port);

    public JsonObject Activity { get; }

    public DrawingNode? Parent { get; }

    /// <summary>The slot of the parent that holds it, in Pascal case.</summary>
    public string Port { get; }

    public string Id => ActivityTree.Text(Activity, "id")!;

    public string NodeId => ActivityTree.Text(Activity, "nodeId")!;

    public string Type => ActivityTree.Text(Activity, "type")!;

    public static async Task<DrawingNode> OpenAsync(StoredDefinition version, IDefinitionStore store, Drawings drawings, CancellationToken cancellationToken)
    {
        JsonObject root = await drawings.OutgoingAsync(ElsaJson.Parse(version.Json)["root"]!.DeepClone().AsObject(), ActivityTree.WorkflowId, cancellationToken);
        await OpenWorkflowsAsync(root, store, drawings, 0, cancellationToken);
        return Of(root, null, "Root");
    }

    public IEnumerable<DrawingNode> SelfAndDescendants() => children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);

    /// <summary>From the nearest to the outermost.</summary>
    public IEnumerable<DrawingNode> Ancestors()
    {
        for (DrawingNode? one = Parent; one is not null; one = one.Parent)
            yield return one;
    }

    private static async Task OpenWorkflowsAsync(JsonObject root, IDefinitionStore store, Drawings drawings, int depth, CancellationToken cancellationToken)
    {
        if (depth == Deepest)
            return;
        foreach (JsonObject activity in ActivityTree.Below(root).Prepend(root).ToList())
        {
            if (ActivityTree.Text(activity, "workflowDefinitionVersionId") is not { } versionId || await store.FindVersionAsync(versionId, cancellationToken) is not { } inner)
                continue;
            JsonObject opened = await drawings.OutgoingAsync(ElsaJson.Parse(inner.Json)["root"]!.DeepClone().AsObject(), ActivityTree.Text(activity, "nodeId")!, cancellationToken);
            await OpenWorkflowsAsync(opened, store, drawings, depth + 1, cancellationToken);
            activity["root"] = opened;
        }
    }

    private static DrawingNode Of(JsonObject activity, DrawingNode? parent, string port)
    {
        var node = new DrawingNode(activity, parent, port);
        foreach ((string member, JsonObject child) in ActivityTree.Children(activity))
            node.children.Add(Of(child, node, char.ToUpperInvariant(member[0]) + member[1..]));
        return node;
    }
}
