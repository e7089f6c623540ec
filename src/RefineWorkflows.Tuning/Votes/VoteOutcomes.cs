using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>Answers by the names that people type, and what they teach.</summary>
public static class VoteOutcomes
{
    private static readonly IReadOnlyDictionary<string, VoteOutcome> ByName = new Dictionary<string, VoteOutcome>(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = VoteOutcome.A,
        ["b"] = VoteOutcome.B,
        ["tie"] = VoteOutcome.Tie,
        ["bad"] = VoteOutcome.BothBad,
        ["skip"] = VoteOutcome.Skip,
    };

    /// <summary>What may be typed, in the order in which it is shown.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The answer of this name, or null.</summary>
    public static VoteOutcome? TryParse(string? name) => name is not null && ByName.TryGetValue(name.Trim(), out VoteOutcome outcome) ? outcome : null;

    public static string NameOf(VoteOutcome outcome) => ByName.First(one => one.Value == outcome).Key;

    /// <summary>What is learned from it: two bad pictures are a tie, and of a skipped question nothing.</summary>
    public static PairOutcome? Teaches(this VoteOutcome outcome) => outcome switch
    {
        VoteOutcome.A => PairOutcome.A,
        VoteOutcome.B => PairOutcome.B,
        VoteOutcome.Skip => null,
        _ => PairOutcome.Tie,
    };

    /// <summary>The same answer when the two change places.</summary>
    public static VoteOutcome Mirrored(this VoteOutcome outcome) => outcome switch
    {
        VoteOutcome.A => VoteOutcome.B,
        VoteOutcome.B => VoteOutcome.A,
        _ => outcome,
    };
}
