using System.Text.Json;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities;

/// <summary>Lets an activity read its own JSON while a definition is compiled. Problems are collected by path; nothing throws.</summary>
public sealed class ActivityBinding
{
    private readonly GraphCompiler compiler;
    private readonly JsonMembers members;
    private readonly List<ActivityNode> children;

    internal ActivityBinding(GraphCompiler compiler, ActivityNode node, JsonMembers members, List<ActivityNode> children)
    {
        this.compiler = compiler;
        this.members = members;
        this.children = children;
        Node = node;
    }

    public ActivityNode Node { get; }

    /// <summary>Notes that something is wrong at a member of this activity.</summary>
    public void Problem(string member, string message) => members.Problems.Add(new($"{members.Path}.{member}", message));

    public string? Text(string member) => members.Text(member);

    public bool? Flag(string member) => members.Flag(member);

    /// <summary>The activity in a slot, or null.</summary>
    public ActivityNode? Child(string member)
        => Node.Json.TryGetProperty(member, out JsonElement json) && json.ValueKind == JsonValueKind.Object ? Child(json, $"{members.Path}.{member}") : null;

    /// <summary>The activities in a list.</summary>
    public IReadOnlyList<ActivityNode> ChildList(string member)
        => members.List(member, (json, item) => Child(json, item.Path)).OfType<ActivityNode>().ToList();

    /// <summary>The objects in a list, each with the activity in one of its members, or null where there is none.</summary>
    public IReadOnlyList<(JsonElement Item, ActivityNode? Activity)> Slots(string member, string slot)
        => List(member, (json, item) => (json, json.ValueKind == JsonValueKind.Object && json.TryGetProperty(slot, out JsonElement activity) && activity.ValueKind == JsonValueKind.Object
            ? Child(activity, $"{item.Path}.{slot}")
            : null));

    /// <summary>The root of the workflow that this activity stands for.</summary>
    internal ActivityNode? Inner()
    {
        ActivityNode? root = compiler.CompileInner(Node);
        if (root is not null)
            children.Add(root);
        return root;
    }

    /// <summary>A list of anything; the reader gets each item with its members and a way to read a child inside it.</summary>
    internal IReadOnlyList<T> List<T>(string member, Func<JsonElement, JsonMembers, T> read) => members.List(member, read);

    internal ActivityNode? Child(JsonElement json, string path)
    {
        ActivityNode? child = compiler.Compile(json, path, Node);
        if (child is not null)
            children.Add(child);
        return child;
    }

    internal Expression? Expression(JsonElement json, string path)
    {
        Expression? expression = ExpressionReader.Read(json, path, members.Problems);
        if (expression is not null)
            Node.Expressions.Add((path, expression));
        return expression;
    }
}
