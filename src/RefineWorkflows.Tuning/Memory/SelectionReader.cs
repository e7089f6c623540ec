using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>
/// Reads selections in the three forms that are about: our own, the one with both variations and the name of the chosen
/// one, and the one with the ids of the chosen and the rejected. A test counts once, the first time it is told.
/// </summary>
internal static class SelectionReader
{
    /// <exception cref="MemoryException">An entry is none; the message says which and why.</exception>
    public static IReadOnlyList<Selection> Read(JsonArray entries)
    {
        var read = new Dictionary<string, Selection>(StringComparer.Ordinal);
        for (int at = 0; at < entries.Count; at++)
        {
            Selection selection = Read(entries[at] as JsonObject ?? throw Wrong(at, "it is no object"), at);
            read.TryAdd(selection.TestId, selection);
        }

        return [.. read.Values];
    }

    private static Selection Read(JsonObject entry, int at)
    {
        string test = Text(entry, "test_id") ?? throw Wrong(at, "it has no 'test_id'");
        (string a, string b, VoteOutcome outcome) = Sides(entry, at);
        if (a == b)
            throw Wrong(at, "both sides are the same");
        DateTimeOffset when = Text(entry, "timestamp") is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : throw Wrong(at, "its 'timestamp' is no moment, for example 2026-03-01T12:00:00Z");
        return new Selection(test, Text(entry, "user_id") ?? "", Text(entry, "prompt") ?? "", a, b, outcome, when, Text(entry, "source") ?? "human");
    }

    private static (string A, string B, VoteOutcome Outcome) Sides(JsonObject entry, int at)
    {
        if (Text(entry, "a_id") is { } a && Text(entry, "b_id") is { } b)
            return (a, b, Outcome(entry, at));
        string chosen = Text(entry, "chosen") ?? throw Wrong(at, "it says nothing of what was 'chosen'");
        if (Text(entry, "variation_a") is { } first && Text(entry, "variation_b") is { } second)
        {
            if (chosen == "variation_a" || chosen == first)
                return (first, second, VoteOutcome.A);
            if (chosen == "variation_b" || chosen == second)
                return (first, second, VoteOutcome.B);
            throw Wrong(at, $"'{chosen}' was chosen and is neither side");
        }

        return Text(entry, "rejected") is { } rejected ? (chosen, rejected, VoteOutcome.A) : throw Wrong(at, "it names no sides: 'a_id' and 'b_id', 'variation_a' and 'variation_b', or 'chosen' and 'rejected'");
    }

    private static VoteOutcome Outcome(JsonObject entry, int at)
    {
        try
        {
            return entry["outcome"]?.Deserialize<VoteOutcome>() ?? throw Wrong(at, "it has no 'outcome'");
        }
        catch (JsonException)
        {
            throw Wrong(at, $"its 'outcome' is {entry["outcome"]?.ToJsonString()}; allowed: a, b, tie, bad, skip");
        }
    }

    private static string? Text(JsonObject entry, string member) => entry[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static MemoryException Wrong(int at, string why) => new(string.Create(CultureInfo.InvariantCulture, $"USER_SELECTIONS[{at}] is no selection: {why}."));
}
