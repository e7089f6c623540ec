using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning.Serving;

/// <summary>Makes log-odds of differences of scores: one slope and the tie parameter, fitted together on held-out pairs by likelihood, each held by a weak prior.</summary>
internal static class ScoreCalibration
{
    private const int Fewest = 30, Refinements = 40;
    private const double LowestSlope = -6, HighestSlope = 4, TieWidth = 3;

    /// <param name="model">The tie model.</param>
    /// <param name="gaps">β·(f(a) − f(b)) of each held-out pair.</param>
    /// <param name="outcomes">What was chosen.</param>
    /// <param name="tie">The tie parameter that training ended with.</param>
    public static (double Slope, double Tie) Fit(TieModel model, IReadOnlyList<double> gaps, IReadOnlyList<PairOutcome> outcomes, double tie)
    {
        if (gaps.Count < Fewest)
            return (1, tie);
        double Loss(double logSlope, double parameter)
        {
            double sum = logSlope * logSlope / 8;
            for (int at = 0; at < gaps.Count; at++)
            {
                (double a, double b, double both) = TieOdds.Of(model, Math.Exp(logSlope) * gaps[at], parameter);
                double chance = outcomes[at] switch { PairOutcome.A => a, PairOutcome.B => b, _ => both };
                sum -= outcomes[at] == PairOutcome.Tie && both == 0 ? (Math.Log(Math.Max(a, 1e-300)) + Math.Log(Math.Max(b, 1e-300))) / 2 : Math.Log(Math.Max(chance, 1e-300));
            }

            return sum;
        }

        if (tie <= 0)
            return (Math.Exp(Lowest(slope => Loss(slope, 0), LowestSlope, HighestSlope)), 0);
        double Tied(double slope) => Lowest(log => Loss(slope, Math.Exp(log)), Math.Log(tie) - TieWidth, Math.Log(tie) + TieWidth);
        double best = Lowest(slope => Loss(slope, Math.Exp(Tied(slope))), LowestSlope, HighestSlope);
        return (Math.Exp(best), Math.Exp(Tied(best)));
    }

    // Golden-section search: the losses have one valley.
    private static double Lowest(Func<double, double> loss, double from, double to)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        (double left, double right) = (to - (ratio * (to - from)), from + (ratio * (to - from)));
        (double atLeft, double atRight) = (loss(left), loss(right));
        for (int round = 0; round < Refinements; round++)
        {
            if (atLeft < atRight)
            {
                (to, right, atRight) = (right, left, atLeft);
                left = to - (ratio * (to - from));
                atLeft = loss(left);
            }
            else
            {
                (from, left, atLeft) = (left, right, atRight);
                right = from + (ratio * (to - from));
                atRight = loss(right);
            }
        }

        return (from + to) / 2;
    }
}
