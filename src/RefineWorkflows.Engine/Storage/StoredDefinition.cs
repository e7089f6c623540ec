namespace RefineWorkflows.Engine.Storage;

/// <summary>One numbered state of a definition, as stored.</summary>
/// <param name="VersionId">Id of this version; unique.</param>
/// <param name="DefinitionId">Stable id shared by all versions.</param>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Name">Name for people.</param>
/// <param name="IsLatest">Whether it is the newest version.</param>
/// <param name="IsPublished">Whether new instances start on it.</param>
/// <param name="CreatedAt">When it was stored first.</param>
/// <param name="Json">The definition as it came, unknown members included.</param>
public sealed record StoredDefinition(
    string VersionId,
    string DefinitionId,
    int Version,
    string Name,
    bool IsLatest,
    bool IsPublished,
    DateTimeOffset CreatedAt,
    string Json)
{
    /// <summary>The type under which other workflows draw it as an activity: the words of its name in Pascal case.</summary>
    public string ActivityType => string.Concat(
        Name.Split([' ', '-', '_', '.', ','], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
