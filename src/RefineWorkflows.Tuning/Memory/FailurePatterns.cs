using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>The patterns in the block <c>quality_standards</c>.</summary>
public static class FailurePatterns
{
    /// <summary>Patterns that a block holds at most; the rarest go first.</summary>
    public const int Most = 10;

    private const string Member = "FAILURE_PATTERNS";

    /// <summary>A pattern that is not found again is kept so long.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(14);

    /// <summary>The patterns of a block.</summary>
    public static IReadOnlyList<FailurePattern> Of(MemoryBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Read(MemoryForm.Read(block.Label, block.Value));
    }

    /// <summary>Merges what was found into a block: a known pattern keeps when it was first seen, one that is not found again is forgotten after two weeks.</summary>
    /// <returns>The patterns that were not there before.</returns>
    public static IReadOnlyList<FailurePattern> Merge(JsonObject standards, IReadOnlyList<FailurePattern> found, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standards);
        ArgumentNullException.ThrowIfNull(found);
        Dictionary<string, FailurePattern> known = Read(standards).GroupBy(one => one.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        FailurePattern[] merged =
        [
            .. found.Select(one => known.TryGetValue(one.Id, out FailurePattern? before) && before.FirstSeen < one.FirstSeen ? one with { FirstSeen = before.FirstSeen } : one)
                .Concat(known.Values.Where(old => found.All(one => one.Id != old.Id) && now - old.LastSeen <= Memory))
                .OrderByDescending(one => one.Count)
                .ThenBy(one => one.Id, StringComparer.Ordinal)
                .Take(Most),
        ];
        standards[Member] = JsonSerializer.SerializeToNode(merged, MemoryForm.Json);
        return [.. merged.Where(one => !known.ContainsKey(one.Id))];
    }

    private static IReadOnlyList<FailurePattern> Read(JsonObject standards)
    {
        try
        {
            return standards[Member]?.Deserialize<FailurePattern[]>(MemoryForm.Json) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new MemoryException($"The member '{Member}' of the block {MemoryLabels.QualityStandards} holds something that is no pattern (id, description, channel, count, first_seen, last_seen, example_ids): {wrong.Message}");
        }
    }
}
