namespace RefineWorkflows.Engine.Storage;

/// <summary>A stretch of time, both ends included, with single moments taken out.</summary>
public sealed record MomentRange
{
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    public IReadOnlyList<DateTimeOffset> Except { get; init; } = [];
}
