using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>Votes as pairs to learn from. Pure: the same votes give the same pairs.</summary>
public sealed record CleanPairs
{
    private const int MostTriples = 100;

    /// <summary>The pairs, in the order of their votes.</summary>
    public required IReadOnlyList<PreferencePair> Pairs { get; init; }

    /// <summary>Pairs of pictures that were voted on both ways, each now one tie.</summary>
    public required int Contradictions { get; init; }

    /// <summary>Votes of a person about two pictures that the person had voted on before.</summary>
    public required int Repeats { get; init; }

    /// <summary>How many of them said the same again.</summary>
    public required int Agreements { get; init; }

    /// <summary>Preferences in a circle, at most a hundred.</summary>
    public required IReadOnlyList<CyclicTriple> Cycles { get; init; }

    /// <summary>
    /// Undone and skipped votes teach nothing. Two pictures that were preferred both ways are one tie, at the place of the
    /// last vote about them. What a person says about two pictures counts instead of what machines say about them.
    /// </summary>
    public static CleanPairs Of(IEnumerable<Vote> votes, PairRules rules)
    {
        IGrouping<(string, string), Vote>[] groups =
        [
            .. votes.Where(vote => vote.UndoneAt is null && vote.Outcome.Teaches() is not null && vote.A.Sha256 != vote.B.Sha256 && (rules.Machine || vote.Source != PairSource.Machine))
                .OrderBy(vote => vote.Sequence)
                .GroupBy(KeyOf),
        ];
        var pairs = new List<PreferencePair>();
        var preferred = new List<(string Winner, string Loser)>();
        int contradictions = 0, repeats = 0, agreements = 0;
        foreach (IGrouping<(string, string), Vote> group in groups)
        {
            Vote[] about = [.. group];
            if (about.Any(vote => vote.Source != PairSource.Machine))
                about = [.. about.Where(vote => vote.Source != PairSource.Machine)];
            Vote[] persons = [.. about.Where(vote => vote.Source == PairSource.Human)];
            repeats += Math.Max(0, persons.Length - 1);
            agreements += persons.Skip(1).Count(vote => WinnerOf(vote) == WinnerOf(persons[0]));
            string[] winners = [.. about.Select(WinnerOf).OfType<string>().Distinct()];
            if (winners.Length > 1)
            {
                contradictions++;
                pairs.Add(Pair(about[^1], PairOutcome.Tie, rules));
                continue;
            }

            pairs.AddRange(about.Select(vote => Pair(vote, vote.Outcome.Teaches()!.Value, rules)));
            if (winners is [var winner])
                preferred.Add((winner, winner == group.Key.Item1 ? group.Key.Item2 : group.Key.Item1));
        }

        return new CleanPairs
        {
            Pairs = [.. pairs.OrderBy(pair => pair.Sequence)],
            Contradictions = contradictions,
            Repeats = repeats,
            Agreements = agreements,
            Cycles = [.. Circles(preferred).Take(MostTriples)],
        };
    }

    private static IEnumerable<CyclicTriple> Circles(IReadOnlyList<(string Winner, string Loser)> preferred)
    {
        ILookup<string, string> beats = preferred.ToLookup(one => one.Winner, one => one.Loser);
        HashSet<(string, string)> known = [.. preferred];
        foreach ((string first, string second) in preferred)
        {
            // Each circle is told once, from its smallest member.
            if (string.CompareOrdinal(first, second) > 0)
                continue;
            foreach (string third in beats[second].Where(third => string.CompareOrdinal(first, third) < 0 && known.Contains((third, first))))
                yield return new CyclicTriple(first, second, third);
        }
    }

    private static PreferencePair Pair(Vote vote, PairOutcome outcome, PairRules rules)
        => new(vote.Id, vote.Sequence, vote.User, vote.Prompt, vote.A, vote.B, outcome, vote.Source, rules.WeightOf(vote.Source), vote.At) { AreBothBad = vote.Outcome == VoteOutcome.BothBad };

    private static string? WinnerOf(Vote vote) => vote.Outcome switch
    {
        VoteOutcome.A => vote.A.Sha256,
        VoteOutcome.B => vote.B.Sha256,
        _ => null,
    };

    private static (string, string) KeyOf(Vote vote)
        => string.CompareOrdinal(vote.A.Sha256, vote.B.Sha256) < 0 ? (vote.A.Sha256, vote.B.Sha256) : (vote.B.Sha256, vote.A.Sha256);
}
