namespace RefineWorkflows.Engine.Storage;

/// <summary>A row of the domain that commits with the step that made it.</summary>
/// <param name="Collection">What it is a row of, for example <c>runs</c>.</param>
/// <param name="Key">Its name in the collection; writing it again replaces it. Lists are ordered by key.</param>
/// <param name="Json">Its content as UTF-8 JSON.</param>
public sealed record DomainRecord(string Collection, string Key, ReadOnlyMemory<byte> Json);
