namespace RefineWorkflows.Engine.Definitions;

/// <summary>An input or output of a whole workflow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The alias of its type.</param>
/// <param name="IsArray">Whether it holds many of that type.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Description">What it means, or null.</param>
public sealed record ArgumentDefinition(string Name, string TypeName, bool IsArray, string DisplayName, string? Description);
