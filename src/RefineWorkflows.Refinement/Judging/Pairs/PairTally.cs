using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>How one judge with one prompt has compared so far: who won, and how far it goes by the place instead of the picture.</summary>
/// <param name="Judge">The judge's id.</param>
/// <param name="Prompt">The prompt it was asked with; null for a judge without words.</param>
public sealed record PairTally(string Judge, PromptStamp? Prompt)
{
    /// <summary>Comparisons that Image A won.</summary>
    public int WinsA { get; init; }

    /// <summary>Comparisons that Image B won.</summary>
    public int WinsB { get; init; }

    /// <summary>Comparisons without a winner.</summary>
    public int Ties { get; init; }

    /// <summary>Comparisons that nobody could decide; no ties.</summary>
    public int Failed { get; init; }

    /// <summary>Rounds in which both orders said the same.</summary>
    public int Agreed { get; init; }

    /// <summary>Rounds in which each order had another winner.</summary>
    public int Flipped { get; init; }

    /// <summary>Rounds with a winner in one order and a tie in the other.</summary>
    public int Partial { get; init; }

    /// <summary>Single calls that the picture shown first won.</summary>
    public int FirstSlotWins { get; init; }

    /// <summary>Single calls that the picture shown second won.</summary>
    public int SecondSlotWins { get; init; }

    /// <summary>All comparisons, failed ones too.</summary>
    public int Comparisons => WinsA + WinsB + Ties + Failed;

    /// <summary>(wins of Image A + ½ ties) / (comparisons − failed), from 0 to 1; null without any. Show it with <see cref="Failed"/>.</summary>
    public double? WinRate => Share(WinsA + (0.5 * Ties), Comparisons - Failed);

    /// <summary>(first-slot wins − second-slot wins) / decisive calls, from −1 to 1; 1 always takes the first picture. Null without a decisive call.</summary>
    public double? PositionBias => Share(FirstSlotWins - SecondSlotWins, FirstSlotWins + SecondSlotWins);

    /// <summary>Share of the rounds with two verdicts in which both said the same; null without any.</summary>
    public double? SwapConsistency => Share(Agreed, Agreed + Flipped + Partial);

    /// <summary>The tallies of many comparisons: one for each judge and prompt version, in the order in which they first appear.</summary>
    public static IReadOnlyList<PairTally> Of(IEnumerable<PairComparison> comparisons)
        => [.. comparisons.GroupBy(one => new PairTally(one.Judge, one.Prompt)).Select(group => group.Aggregate(group.Key, (tally, one) => tally.With(one)))];

    /// <summary>With one comparison more.</summary>
    /// <exception cref="ArgumentException">It is another judge's, or was made with another prompt.</exception>
    public PairTally With(PairComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (comparison.Judge != Judge || comparison.Prompt != Prompt)
            throw new ArgumentException($"The comparison is by {comparison.Judge}, the tally of {Judge}, or their prompts differ. Keep one tally for each.", nameof(comparison));
        PairWinner[] shown = [.. comparison.Calls.Select(call => call.Shown)];
        return this with
        {
            WinsA = WinsA + One(comparison.Winner, PairWinner.ImageA),
            WinsB = WinsB + One(comparison.Winner, PairWinner.ImageB),
            Ties = Ties + One(comparison.Winner, PairWinner.Tie),
            Failed = Failed + One(comparison.Winner, PairWinner.Failed),
            Agreed = Agreed + comparison.Rounds.Count(round => round.Consistency == PairConsistency.Agree),
            Flipped = Flipped + comparison.Rounds.Count(round => round.Consistency == PairConsistency.Flip),
            Partial = Partial + comparison.Rounds.Count(round => round.Consistency == PairConsistency.Partial),
            FirstSlotWins = FirstSlotWins + shown.Count(winner => winner == PairWinner.ImageA),
            SecondSlotWins = SecondSlotWins + shown.Count(winner => winner == PairWinner.ImageB),
        };
    }

    private static int One(PairWinner winner, PairWinner counted) => winner == counted ? 1 : 0;

    private static double? Share(double part, int whole) => whole == 0 ? null : part / whole;
}
