namespace RefineWorkflows.Engine.Storage;

/// <summary>What lists and searches know of an instance without loading its state.</summary>
/// <param name="Id">The instance.</param>
/// <param name="DefinitionId">The stable id of its definition.</param>
/// <param name="DefinitionVersionId">The version it runs on, for ever.</param>
/// <param name="DefinitionVersion">The number of that version.</param>
/// <param name="Name">A name for people, or null.</param>
/// <param name="CorrelationId">What ties it to the outside, or null.</param>
/// <param name="Parent">The instance that started it, or null.</param>
/// <param name="Status">Running or Finished.</param>
/// <param name="SubStatus">Where in its life it is.</param>
/// <param name="IsPaused">Whether it waits for a person's resume whatever arrives.</param>
/// <param name="IncidentCount">Unresolved incidents.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="UpdatedAt">When it was last written.</param>
/// <param name="FinishedAt">When it reached Finished, or null.</param>
public sealed record InstanceHeader(
    InstanceId Id,
    string DefinitionId,
    string DefinitionVersionId,
    int DefinitionVersion,
    string? Name,
    string? CorrelationId,
    InstanceId? Parent,
    InstanceStatus Status,
    InstanceSubStatus SubStatus,
    bool IsPaused,
    int IncidentCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt);
