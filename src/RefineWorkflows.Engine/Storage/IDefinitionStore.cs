namespace RefineWorkflows.Engine.Storage;

/// <summary>Where definition versions live. Exactly one version of a definition is latest, at most one is published.</summary>
public interface IDefinitionStore
{
    /// <summary>
    /// Stores a version (replacing the row with the same version id) and, when it is published, replaces the
    /// definition's triggers, all in one transaction. Flags of the definition's other versions are corrected: a new
    /// latest makes the others not latest, a new published one makes the others unpublished; when none would be latest,
    /// the one with the highest number is. A definition without a published version has no triggers. The moment of
    /// creation stays that of the first time.
    /// </summary>
    Task SaveAsync(StoredDefinition definition, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken);

    Task<StoredDefinition?> FindVersionAsync(string versionId, CancellationToken cancellationToken);

    /// <summary>The published version of a definition, or null.</summary>
    Task<StoredDefinition?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The latest version of a definition, or null.</summary>
    Task<StoredDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The latest version of every definition, by name.</summary>
    Task<IReadOnlyList<StoredDefinition>> ListLatestAsync(CancellationToken cancellationToken);

    /// <summary>Versions that a query asks for. Those of deleted definitions are found by their ids only.</summary>
    Task<DefinitionPage> ListVersionsAsync(DefinitionQuery query, CancellationToken cancellationToken);

    /// <summary>The highest number that a version of this definition ever had, deleted ones included; 0 when it is unknown.</summary>
    Task<int> HighestVersionAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Whether an instance stands on this version, or another definition is drawn with it.</summary>
    Task<bool> IsInUseAsync(string versionId, CancellationToken cancellationToken);

    /// <summary>
    /// Removes versions, with the triggers of published ones. A version that is in use only disappears from lists, so
    /// that what stands on it can go on and be looked at. When a definition loses its latest version, the one with the
    /// highest number of those that remain is latest.
    /// </summary>
    /// <returns>How many of them there were.</returns>
    Task<int> DeleteVersionsAsync(IReadOnlyCollection<string> versionIds, CancellationToken cancellationToken);

    /// <summary>Triggers of published definitions that a stimulus starts.</summary>
    Task<IReadOnlyList<TriggerRow>> FindTriggersAsync(string kind, string hash, CancellationToken cancellationToken);

    /// <summary>All triggers of published definitions of one kind, in the order of definition and activity.</summary>
    Task<IReadOnlyList<TriggerRow>> ListTriggersAsync(string kind, CancellationToken cancellationToken);
}
