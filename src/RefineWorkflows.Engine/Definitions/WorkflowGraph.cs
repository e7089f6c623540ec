namespace RefineWorkflows.Engine.Definitions;

/// <summary>A definition version ready to run: immutable, shared by all its instances.</summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, ActivityNode> nodes;

    internal WorkflowGraph(WorkflowDefinition definition, ActivityNode workflow)
    {
        Definition = definition;
        Workflow = workflow;
        nodes = workflow.SelfAndDescendants().ToDictionary(node => node.Id, StringComparer.Ordinal);
    }

    public WorkflowDefinition Definition { get; }

    /// <summary>The workflow itself, which contains the root.</summary>
    public ActivityNode Workflow { get; }

    /// <summary>Every activity, the workflow included.</summary>
    public IReadOnlyCollection<ActivityNode> Nodes => nodes.Values;

    /// <summary>The activity with this id, or null.</summary>
    public ActivityNode? Find(string id) => nodes.GetValueOrDefault(id);
}
