namespace RefineWorkflows.Engine.Activities;

/// <summary>Describes an output to people who draw.</summary>
/// <param name="description">What it holds.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}
