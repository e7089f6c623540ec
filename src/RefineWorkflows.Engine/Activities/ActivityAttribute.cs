namespace RefineWorkflows.Engine.Activities;

/// <summary>Gives an activity its place on the wire and in the palette.</summary>
/// <param name="typeName">The type name that definitions use, for example <c>Elsa.If</c>.</param>
/// <param name="category">The palette's drawer.</param>
/// <param name="description">One sentence for people who draw.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string typeName, string category, string description) : Attribute
{
    public string TypeName { get; } = typeName;
    public string Category { get; } = category;
    public string Description { get; } = description;

    /// <summary>Name shown to people; the type's last word, spaced, when null.</summary>
    public string? DisplayName { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>False for activities that only contain others and are not dragged from the palette.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether a stimulus may start a workflow here.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Whether it may take long, so that people may want to let it run beside the rest.</summary>
    public bool IsTask { get; init; }

    /// <summary>Whether nothing follows it in its container.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether it is where a flowchart begins.</summary>
    public bool IsStart { get; init; }

    /// <summary>Slots that Studio knows of but nobody fills by dragging.</summary>
    public string[] HiddenPorts { get; init; } = [];

    /// <summary>Outcomes that connections can leave by; empty means Done.</summary>
    public string[] Outcomes { get; init; } = [];
}
