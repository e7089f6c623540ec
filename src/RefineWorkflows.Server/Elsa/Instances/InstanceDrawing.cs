using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Tells the activities of an instance by what they are called in the drawing that it runs on.</summary>
internal sealed class InstanceDrawing
{
    private const string Unknown = "Elsa.NotFoundActivity";
    private readonly Dictionary<string, string> activities;

    private InstanceDrawing(WorkflowGraph? graph)
    {
        Graph = graph;
        activities = graph?.Nodes.ToDictionary(node => node.NodeId, node => node.Id, StringComparer.Ordinal) ?? [];
    }

    /// <summary>The compiled drawing; null when this program cannot read it any more.</summary>
    public WorkflowGraph? Graph { get; }

    /// <param name="versionId">The version that the instance runs on.</param>
    /// <param name="catalog">Where versions are compiled.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public static async Task<InstanceDrawing> ReadAsync(string versionId, DefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        try
        {
            return new InstanceDrawing(await catalog.GraphAsync(versionId, cancellationToken));
        }
        catch (WorkflowException)
        {
            // An instance of an older program, or of an activity that is not installed any more, can still be looked at.
            return new InstanceDrawing(null);
        }
    }

    public string NodeId(string activity) => Graph?.Find(activity)?.NodeId ?? activity;

    /// <summary>The id as drawn: Studio knows an activity by it, also inside a workflow that is used as an activity.</summary>
    public string LocalId(string activity) => Graph?.Find(activity)?.LocalId ?? activity;

    public string Type(string activity) => Graph?.Find(activity)?.Type ?? Unknown;

    public int Version(string activity) => Graph?.Find(activity)?.Version ?? 1;

    public string? Name(string activity) => Graph?.Find(activity)?.Name;

    /// <summary>The activity with this node id; null when the drawing has none.</summary>
    public string? ActivityAt(string nodeId) => activities.GetValueOrDefault(nodeId) ?? (Graph is null ? nodeId : null);
}
