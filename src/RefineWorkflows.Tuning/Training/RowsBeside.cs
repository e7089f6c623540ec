using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Tuning.Training;

/// <summary>What is written in one transaction with a training's row.</summary>
/// <param name="Written">The rows.</param>
/// <param name="AsRead">Rows that must not have changed since; one with empty JSON must not exist.</param>
public sealed record RowsBeside(IReadOnlyList<DomainRecord> Written, IReadOnlyList<DomainRecord> AsRead)
{
    /// <summary>Nothing.</summary>
    public static RowsBeside None { get; } = new([], []);
}
