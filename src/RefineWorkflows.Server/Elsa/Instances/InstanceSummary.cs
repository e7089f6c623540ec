using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>An instance as a row of a list.</summary>
internal record InstanceSummary(
    string Id,
    string DefinitionId,
    string DefinitionVersionId,
    int Version,
    InstanceStatus Status,
    InstanceSubStatus SubStatus,
    string? CorrelationId,
    string? Name,
    int IncidentCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt)
{
    public InstanceSummary(InstanceHeader header)
        : this(
            header.Id.Value, header.DefinitionId, header.DefinitionVersionId, header.DefinitionVersion, header.Status, header.SubStatus,
            header.CorrelationId, header.Name, header.IncidentCount, header.CreatedAt, header.UpdatedAt, header.FinishedAt)
    {
    }
}
