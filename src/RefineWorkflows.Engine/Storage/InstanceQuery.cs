namespace RefineWorkflows.Engine.Storage;

/// <summary>Which instances to list, newest first.</summary>
public sealed record InstanceQuery
{
    public string? DefinitionId { get; init; }
    public InstanceStatus? Status { get; init; }
    public InstanceSubStatus? SubStatus { get; init; }
    public string? CorrelationId { get; init; }

    /// <summary>Continue after this instance of an earlier page; null for the first page. It must still exist: otherwise the list throws an ArgumentException.</summary>
    public InstanceId? After { get; init; }

    /// <summary>At most this many, 1 to 1000.</summary>
    public int Limit { get; init; } = 100;
}
