namespace RefineWorkflows.Engine.Storage;

/// <summary>A part of a list.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record DefinitionPage(IReadOnlyList<StoredDefinition> Items, int Total);
