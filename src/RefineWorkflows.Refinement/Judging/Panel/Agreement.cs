using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Judging.Panel;

/// <summary>How far a judge agrees with people who looked at the same pictures.</summary>
/// <param name="Value">1 is full agreement, 0 what luck would give, below 0 worse than luck; null where it cannot be told.</param>
/// <param name="Count">On how many it rests. Always shown with the value.</param>
public sealed record Agreement(double? Value, int Count)
{
    /// <summary>From how many on a judge may be called calibrated.</summary>
    public const int Enough = 20;

    /// <summary>Whether it rests on enough to call the judge calibrated.</summary>
    public bool IsCalibrated => Value is not null && Count >= Enough;

    /// <summary>
    /// Of winners: κ = (observed − expected by luck) / (1 − expected by luck) (Cohen, "A Coefficient of Agreement for Nominal
    /// Scales", 1960). Where one of the two failed the pair is left out; null when both only ever say the same one thing.
    /// </summary>
    public static Agreement OfWinners(IEnumerable<(PairWinner Judge, PairWinner Person)> verdicts)
    {
        (PairWinner Judge, PairWinner Person)[] given = [.. verdicts.Where(one => one.Judge != PairWinner.Failed && one.Person != PairWinner.Failed)];
        if (given.Length == 0)
            return new Agreement(null, 0);
        double count = given.Length;
        double observed = given.Count(one => one.Judge == one.Person) / count;
        double lucky = new[] { PairWinner.ImageA, PairWinner.ImageB, PairWinner.Tie }
            .Sum(winner => given.Count(one => one.Judge == winner) / count * (given.Count(one => one.Person == winner) / count));
        return new Agreement(lucky < 1 ? (observed - lucky) / (1 - lucky) : null, given.Length);
    }

    /// <summary>
    /// Of scores: Spearman's ρ, the correlation of the ranks, equal scores sharing the mean of their ranks. Missing scores
    /// are left out; null for fewer than two, or when one side only ever says one thing.
    /// </summary>
    public static Agreement OfScores(IEnumerable<(double? Judge, double? Person)> scores)
    {
        (double? Judge, double? Person)[] given = [.. scores.Where(one => one is { Judge: not null, Person: not null })];
        double[] judge = Ranks([.. given.Select(one => one.Judge!.Value)]);
        double[] person = Ranks([.. given.Select(one => one.Person!.Value)]);
        double middle = (given.Length + 1) / 2.0;
        double both = judge.Zip(person, (one, other) => (one - middle) * (other - middle)).Sum();
        double spread = Math.Sqrt(judge.Sum(rank => (rank - middle) * (rank - middle)) * person.Sum(rank => (rank - middle) * (rank - middle)));
        return new Agreement(spread > 0 ? both / spread : null, given.Length);
    }

    private static double[] Ranks(double[] numbers)
        => [.. numbers.Select(number => numbers.Count(other => other < number) + ((numbers.Count(other => other == number) + 1) / 2.0))];
}
