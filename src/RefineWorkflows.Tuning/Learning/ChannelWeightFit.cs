using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Tuning.Learning.Losses;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>
/// Moves the weights of a grade's channels towards those whose readings agree with a user's votes: logistic regression of the
/// choice on differences of readings, weights by softmax, the defaults counting as twenty pairs. Every fifth pair is held out.
/// </summary>
public static class ChannelWeightFit
{
    /// <summary>Decisive pairs needed.</summary>
    public const int Fewest = 50;

    private const double Floor = 0.05, Ceiling = 0.50, LargestStep = 0.05, PriorPairs = 20;
    private const int Iterations = 4000, HeldOut = 5;

    private static readonly ChannelKind[] Channels = Enum.GetValues<ChannelKind>();

    /// <summary>Fits new weights.</summary>
    /// <param name="pairs">Decisive pairs, oldest first.</param>
    /// <param name="current">The weights in use; no channel moves by more than 0.05 from them, nor below 0.05 or above 0.50.</param>
    /// <returns>Null when nothing is to be changed: fewer than fifty pairs, or held-out pairs are not told better.</returns>
    public static ChannelWeights? Fit(IReadOnlyList<ChannelPair> pairs, ChannelWeights current)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(current);
        if (pairs.Count < Fewest)
            return null;
        double[][] gaps = [.. pairs.Select(pair => Channels.Select(channel => pair.Gap(channel)).ToArray())];
        double[][] train = [.. gaps.Where((_, at) => at % HeldOut != 0)], held = [.. gaps.Where((_, at) => at % HeldOut == 0)];
        double[] before = [.. Channels.Select(channel => current.Of(channel))];
        (double[] fitted, double scale) = Fit(train);
        double[] after = Bounded(fitted, before);
        return Loss(held, after, scale) < Loss(held, before, scale) - 1e-6 ? new ChannelWeights(after[0], after[1], after[2], after[3], after[4]) : null;
    }

    private static (double[] Weights, double Scale) Fit(double[][] gaps)
    {
        double[] prior = [.. Channels.Select(channel => ChannelWeights.Default.Of(channel))];
        double[] logits = [.. prior.Select(weight => Math.Log(weight))];
        double logScale = Math.Log(5), rate = 1.0 / (gaps.Length + PriorPairs);
        double[] weights = prior;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            weights = Softmax(logits);
            double scale = Math.Exp(logScale);
            var byWeight = new double[weights.Length];
            double byScale = logScale - Math.Log(5);
            foreach (double[] gap in gaps)
            {
                double sum = gap.Zip(weights, (one, weight) => one * weight).Sum();
                double pull = -Logistic.Of(-scale * sum);
                byScale += pull * scale * sum;
                for (int at = 0; at < gap.Length; at++)
                    byWeight[at] += pull * scale * gap[at];
            }

            double mean = byWeight.Zip(weights, (slope, weight) => slope * weight).Sum();
            for (int at = 0; at < logits.Length; at++)
                logits[at] -= rate * ((weights[at] * (byWeight[at] - mean)) + (PriorPairs * (weights[at] - prior[at])));
            logScale = Math.Clamp(logScale - (rate * byScale), Math.Log(1), Math.Log(50));
        }

        return (weights, Math.Exp(logScale));
    }

    // Within the bounds and adding up to 1: what is missing or too much is spread over those that may still move.
    private static double[] Bounded(double[] wished, double[] before)
    {
        double[] least = [.. before.Select(weight => Math.Clamp(weight - LargestStep, Math.Min(weight, Floor), Ceiling))];
        double[] most = [.. before.Select(weight => Math.Min(weight + LargestStep, Math.Max(weight, Ceiling)))];
        double[] weights = [.. wished.Select((weight, at) => Math.Clamp(weight, least[at], most[at]))];
        for (int round = 0; round < 50; round++)
        {
            double missing = 1 - weights.Sum();
            int[] free = [.. Enumerable.Range(0, weights.Length).Where(at => missing > 0 ? weights[at] < most[at] - 1e-12 : weights[at] > least[at] + 1e-12)];
            if (Math.Abs(missing) < 1e-12 || free.Length == 0)
                break;
            foreach (int at in free)
                weights[at] = Math.Clamp(weights[at] + (missing / free.Length), least[at], most[at]);
        }

        return weights;
    }

    private static double Loss(double[][] gaps, double[] weights, double scale)
        => -gaps.Sum(gap => Logistic.Log(scale * gap.Zip(weights, (one, weight) => one * weight).Sum()));

    private static double[] Softmax(double[] logits)
    {
        double most = logits.Max();
        double[] powers = [.. logits.Select(logit => Math.Exp(logit - most))];
        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}
