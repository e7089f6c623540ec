namespace RefineWorkflows.Engine.Storage;

/// <summary>Which instances to list, by default newest first. Filters that are null or empty let everything through; all that are given must hold.</summary>
public sealed record InstanceQuery
{
    public string? DefinitionId { get; init; }

    /// <summary>Instances of any of these definitions.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    public string? DefinitionVersionId { get; init; }

    /// <summary>The number of the version that an instance runs on.</summary>
    public int? DefinitionVersion { get; init; }

    public InstanceStatus? Status { get; init; }

    /// <summary>Instances in any of these.</summary>
    public IReadOnlyList<InstanceStatus> Statuses { get; init; } = [];

    public InstanceSubStatus? SubStatus { get; init; }

    /// <summary>Instances in any of these.</summary>
    public IReadOnlyList<InstanceSubStatus> SubStatuses { get; init; } = [];

    public string? CorrelationId { get; init; }

    /// <summary>Whether there are unresolved incidents.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Whether the definition version is marked as one of the system's own.</summary>
    public bool? IsSystem { get; init; }

    /// <summary>Part of the id, the definition's or the version's id, the correlation id or the name; case of ASCII letters does not count.</summary>
    public string? Search { get; init; }

    public MomentRange? Created { get; init; }

    public MomentRange? Updated { get; init; }

    /// <summary>Instances that are not finished lie in no range.</summary>
    public MomentRange? Finished { get; init; }

    public InstanceOrder Order { get; init; }

    /// <summary>Largest first. Equal ones are ordered by age in the same direction, so that pages leave nothing out.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Continue after this instance of an earlier page; null for the first page. It must still exist, and the order must be newest first: otherwise the list throws an ArgumentException.</summary>
    public InstanceId? After { get; init; }

    /// <summary>Leave out this many.</summary>
    public int Skip { get; init; }

    /// <summary>At most this many, 1 to 1000.</summary>
    public int Limit { get; init; } = 100;
}
