namespace RefineWorkflows.Engine.Activities;

/// <summary>Describes an input to people who draw.</summary>
/// <param name="description">What it means, with unit and range.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>Editor in Studio; chosen by the type when null.</summary>
    public string? UIHint { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Choices of a drop-down.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Language that an empty editor starts with.</summary>
    public string DefaultSyntax { get; init; } = "Literal";

    /// <summary>Group under which the editor shows it; null for the first one.</summary>
    public string? Category { get; init; }

    /// <summary>False when the activity evaluates it itself, when and as often as it needs.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>Whether its value must not be journaled or shown. It is evaluated again whenever a process needs it, and a literal may name settings: <c>${NAME}</c>.</summary>
    public bool IsSecret { get; init; }
}
