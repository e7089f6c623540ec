namespace RefineWorkflows.Engine.Storage;

/// <summary>Which definition versions are wanted, in which order. What is left out does not filter.</summary>
public sealed record DefinitionQuery
{
    public VersionSelection Versions { get; init; } = VersionSelection.All;

    /// <summary>Only versions with this number.</summary>
    public int? Version { get; init; }

    /// <summary>Only these definitions.</summary>
    public IReadOnlyList<string>? DefinitionIds { get; init; }

    /// <summary>Only these versions, also those of deleted definitions that instances still stand on.</summary>
    public IReadOnlyList<string>? VersionIds { get; init; }

    /// <summary>Only definitions that are called exactly this, in whatever case.</summary>
    public string? Name { get; init; }

    /// <summary>Text that name, description or an id contains, in whatever case.</summary>
    public string? Search { get; init; }

    public DefinitionOrder Order { get; init; } = DefinitionOrder.Name;

    public bool Descending { get; init; }

    /// <summary>How many to leave out first.</summary>
    public int Skip { get; init; }

    /// <summary>At most this many; null for all.</summary>
    public int? Take { get; init; }
}
