using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What an external effect came to.</summary>
public sealed record EffectResult
{
    /// <summary>The outcomes to leave by; empty for Done.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>A slot of the activity that is run before it completes, then by Done; null completes it at once.</summary>
    public ActivityNode? Branch { get; init; }

    /// <summary>Outputs by name, in Pascal case.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; init; } = new Dictionary<string, object?>();

    /// <summary>Rows of the domain that are committed with the result.</summary>
    public IReadOnlyList<DomainRecord> Records { get; init; } = [];
}
