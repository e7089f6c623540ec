using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>One activity of a compiled drawing. Immutable once the graph is built.</summary>
public sealed class ActivityNode
{
    internal ActivityNode(string localId, string type, int version, string? name, ActivityNode? parent, string path, JsonElement json)
    {
        LocalId = localId;
        Composite = parent is null ? this : parent.Definition is null ? parent.Composite : parent;
        Id = Composite == this || Composite.Parent is null ? localId : $"{Composite.Id}:{localId}";
        Type = type;
        Version = version;
        Name = name;
        Parent = parent;
        Path = path;
        Json = json;
        NodeId = parent is null ? localId : $"{parent.NodeId}:{localId}";
    }

    /// <summary>Unique in the graph: the id as drawn; inside a workflow that is used as an activity, that activity's id comes before it.</summary>
    public string Id { get; }

    /// <summary>The id as drawn, unique in the definition that the activity is drawn in.</summary>
    public string LocalId { get; }

    /// <summary>The workflow that the activity is drawn in: the whole one, or one that it uses as an activity.</summary>
    public ActivityNode Composite { get; }

    /// <summary>The definition of a workflow, whole or used as an activity; null for every other activity.</summary>
    public WorkflowDefinition? Definition { get; internal init; }

    /// <summary>The ids from the workflow down to here, joined by colons.</summary>
    public string NodeId { get; }

    /// <summary>The type name, for example <c>Elsa.If</c>.</summary>
    public string Type { get; }

    public int Version { get; }

    /// <summary>The handle that scripts use, or null.</summary>
    public string? Name { get; }

    public ActivityNode? Parent { get; }

    /// <summary>Where the activity stands in the definition's JSON, for example <c>$.root.activities[2]</c>.</summary>
    public string Path { get; }

    /// <summary>The activity as it was drawn.</summary>
    public JsonElement Json { get; }

    /// <summary>What it does.</summary>
    public Activity Activity { get; internal set; } = null!;

    /// <summary>All inputs, in the order of declaration.</summary>
    public IReadOnlyList<Input> Inputs { get; internal set; } = [];

    public IReadOnlyList<Output> Outputs { get; internal set; } = [];

    /// <summary>Every expression that was drawn in it, with its place in the definition's JSON.</summary>
    internal List<(string Path, Expression Expression)> Expressions { get; } = [];

    /// <summary>Inputs that are evaluated before each visit and journaled.</summary>
    internal IReadOnlyList<Input> AutoInputs { get; set; } = [];

    /// <summary>Inputs that are evaluated whenever a process needs them, and journaled never.</summary>
    internal IReadOnlyList<Input> SecretInputs { get; set; } = [];

    /// <summary>Children in the order in which they were drawn.</summary>
    public IReadOnlyList<ActivityNode> Children { get; internal set; } = [];

    /// <summary>Variables that exist while this container runs.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; internal set; } = [];

    /// <summary>Whether a stimulus may start the workflow here.</summary>
    public bool CanStartWorkflow { get; internal set; }

    /// <summary>Whether nothing follows it in its container.</summary>
    public bool IsTerminal { get; internal set; }

    /// <summary>Whether it is where a flowchart begins.</summary>
    public bool IsStart { get; internal set; }

    /// <summary>Whether the activity leaves its instance free to go on with others while it runs.</summary>
    public bool RunAsynchronously { get; internal set; }

    /// <summary>This node and everything below it.</summary>
    public IEnumerable<ActivityNode> SelfAndDescendants() => Children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);

    public override string ToString() => Name is null ? $"{Type} '{Id}'" : $"{Type} '{Name}' ({Id})";
}
