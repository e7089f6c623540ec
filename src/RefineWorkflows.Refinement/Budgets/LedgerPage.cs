using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Budgets;

/// <summary>One page of the ledger.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Json">Its content as UTF-8 JSON; empty when there is no such page.</param>
public sealed record LedgerPage(string Key, ReadOnlyMemory<byte> Json)
{
    private static readonly JsonSerializerOptions Options = new(RunJson.Line) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static LedgerPage Of<T>(string key, T content) => new(key, JsonSerializer.SerializeToUtf8Bytes(content, Options));

    /// <summary>The content, or null when there is no such page.</summary>
    internal T? Read<T>()
        where T : class
        => Json.IsEmpty ? null : JsonSerializer.Deserialize<T>(Json.Span, Options);
}
