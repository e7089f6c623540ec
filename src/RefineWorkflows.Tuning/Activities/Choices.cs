using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

/// <summary>Answers as drawings name them: by the order in which the pictures are connected, whatever the sides were.</summary>
internal static class Choices
{
    private static readonly IReadOnlyDictionary<string, VoteOutcome> ByName = new Dictionary<string, VoteOutcome>(StringComparer.OrdinalIgnoreCase)
    {
        ["first"] = VoteOutcome.A,
        ["second"] = VoteOutcome.B,
        ["tie"] = VoteOutcome.Tie,
        ["bad"] = VoteOutcome.BothBad,
        ["skip"] = VoteOutcome.Skip,
    };

    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    public static VoteOutcome? TryParse(string name) => ByName.TryGetValue(name.Trim(), out VoteOutcome outcome) ? outcome : null;

    public static string NameOf(VoteOutcome outcome) => ByName.First(one => one.Value == outcome).Key;
}
