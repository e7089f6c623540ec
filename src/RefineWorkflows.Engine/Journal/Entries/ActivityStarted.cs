using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The activity began, with its inputs as they were evaluated. For an external effect this is the intent: it is on disk before the effect begins.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Attempt">1 for the first attempt.</param>
/// <param name="Inputs">Evaluated inputs by name; null when an earlier attempt has recorded them.</param>
/// <param name="Key">Idempotency key of an external effect; null for pure and local activities.</param>
public sealed record ActivityStarted(
    ExecutionId Execution,
    int Attempt,
    IReadOnlyDictionary<string, JsonElement>? Inputs,
    string? Key)
    : ExecutionEntry(Execution)
{
    /// <summary>Names of inputs that were drawn but are secret: their values are never written.</summary>
    public IReadOnlyList<string>? Withheld { get; init; }
}
