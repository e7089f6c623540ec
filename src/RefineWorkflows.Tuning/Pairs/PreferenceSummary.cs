using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>What is known of a user's preferences, in numbers.</summary>
public sealed record PreferenceSummary
{
    public required string User { get; init; }

    /// <summary>Votes that were given, the undone ones included.</summary>
    public required int Votes { get; init; }

    /// <summary>Votes that were taken back.</summary>
    public required int Undone { get; init; }

    /// <summary>Votes of people that count, by answer.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    /// <summary>Pairs to learn from.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs of people and imports in which one picture is preferred.</summary>
    public required int Decisive { get; init; }

    /// <summary>Pairs that loops and machines preferred.</summary>
    public required int Machine { get; init; }

    /// <summary>Pairs that came from other programs.</summary>
    public required int Imported { get; init; }

    /// <summary>Pictures that were voted on both ways.</summary>
    public required int Contradictions { get; init; }

    /// <summary>Votes about two pictures that were voted on before.</summary>
    public required int Repeats { get; init; }

    /// <summary>Share of them that said the same again; null where there is none.</summary>
    public double? Agreement { get; init; }

    /// <summary>Preferences in a circle.</summary>
    public required IReadOnlyList<CyclicTriple> Cycles { get; init; }

    /// <summary>Decisive pairs that are missing before a first training.</summary>
    public required int MissingToTrain { get; init; }

    /// <summary>When everything before was forgotten; null when nothing ever was.</summary>
    public DateTimeOffset? ForgottenAt { get; init; }

    public static PreferenceSummary Of(VoteHead head, IReadOnlyList<Vote> votes, CleanPairs clean)
    {
        int decisive = clean.Pairs.Count(pair => pair.IsDecisive && pair.Source != PairSource.Machine);
        return new PreferenceSummary
        {
            User = head.User,
            Votes = votes.Count,
            Undone = votes.Count(vote => vote.UndoneAt is not null),
            Answers = VoteOutcomes.Names.ToDictionary(name => name, name => votes.Count(vote => vote.UndoneAt is null && vote.Source == PairSource.Human && VoteOutcomes.NameOf(vote.Outcome) == name)),
            Pairs = clean.Pairs.Count,
            Decisive = decisive,
            Machine = clean.Pairs.Count(pair => pair.Source == PairSource.Machine),
            Imported = clean.Pairs.Count(pair => pair.Source == PairSource.Import),
            Contradictions = clean.Contradictions,
            Repeats = clean.Repeats,
            Agreement = clean.Repeats == 0 ? null : (double)clean.Agreements / clean.Repeats,
            Cycles = clean.Cycles,
            MissingToTrain = Math.Max(0, PairRules.LeastToTrain - decisive),
            ForgottenAt = head.ForgottenAt,
        };
    }
}
