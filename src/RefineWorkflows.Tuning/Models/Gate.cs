using System.Globalization;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Models;

/// <summary>Decides by votes that a model has not learned from. Accuracy alone is no proof: luck must be an unlikely explanation.</summary>
internal static class Gate
{
    /// <summary>Both ends of a 95 % interval.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Deviations that a version has to be away from a coin. Folds share what they learn from, so that their mean strays more than a
    /// binomial's (Bengio and Grandvalet 2004): on noise this lets fewer than one in forty pass, where 1.96 lets through one in twenty-five.
    /// </summary>
    private const double FromCoin = 2.33;

    /// <summary>Deviations for each of the two ways to be better than what serves: together one in forty.</summary>
    private const double FromPresent = 2.24;

    private const int Bins = 10;

    /// <param name="evidence">What the new model says of pairs that it has not learned from.</param>
    /// <param name="present">What the one that serves says of pairs that it has not learned from, by the pairs' ids; null where none serves.</param>
    /// <param name="learnedFrom">Decisive pairs that the new one was made of.</param>
    /// <param name="kl">Its distance from its reference in nats; null where nobody can say.</param>
    public static GateVerdict Judge(IReadOnlyList<PairGuess> evidence, IReadOnlyDictionary<string, PairGuess>? present, int learnedFrom, double? kl)
    {
        PairGuess[] decisive = [.. evidence.Where(IsEvidence)];
        if (decisive.Length == 0)
            return new GateVerdict(false, false, "No vote of a person was held out, so that nothing shows whether it is better.");
        GateTrial trial = Try(decisive);
        PairGuess[] common = present is null ? [] : [.. decisive.Where(one => present.ContainsKey(one.Pair.Id))];
        PairGuess[] before = [.. common.Select(one => present![one.Pair.Id])];
        GateTrial? rival = before.Length == 0 ? null : Try(before);
        if (Weakness(trial, decisive, common, rival, learnedFrom, kl) is { } weakness)
            return new GateVerdict(false, false, $"It does not serve: {weakness}.", trial, rival);
        (bool better, string sentence) = AgainstCoin(trial);
        // Whatever it beats, it must know something: what serves may have become worse than a coin.
        if (better && present is not null)
            (better, sentence) = AgainstPresent(common, before, rival);
        return new GateVerdict(true, better, sentence, trial, rival);
    }

    /// <summary>How guesses did; ties are left out.</summary>
    public static GateTrial Try(IReadOnlyList<PairGuess> guesses)
    {
        PairGuess[] decisive = [.. guesses.Where(one => one.Pair.Outcome != PairOutcome.Tie)];
        double accuracy = decisive.Length == 0 ? 0 : decisive.Average(Hit);
        (double low, double high) = Wilson(accuracy, decisive.Length);
        return new GateTrial(decisive.Length, accuracy, low, high, decisive.Length == 0 ? 0 : decisive.Average(LogLoss), Ece(decisive).Ece);
    }

    /// <summary>The 95 % interval of a share (Wilson's score interval).</summary>
    public static (double Low, double High) Wilson(double share, int count, double deviations = Z)
    {
        if (count == 0)
            return (0, 1);
        double z2 = deviations * deviations / count;
        double middle = (share + (z2 / 2)) / (1 + z2);
        double half = deviations * Math.Sqrt((share * (1 - share) / count) + (z2 / (4 * count))) / (1 + z2);
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>The mean of differences with its interval, of 95 % where nothing else is asked for.</summary>
    public static (double Mean, double Low, double High) Interval(IReadOnlyList<double> differences, double deviations = Z)
    {
        double mean = differences.Average();
        if (differences.Count < 2)
            return (mean, double.NegativeInfinity, double.PositiveInfinity);
        double variance = differences.Sum(one => (one - mean) * (one - mean)) / (differences.Count - 1);
        double half = deviations * Math.Sqrt(variance / differences.Count);
        return (mean, mean - half, mean + half);
    }

    /// <summary>Machines' preferences never decide alone (P-20): here they do not count at all.</summary>
    private static bool IsEvidence(PairGuess guess) => guess.Pair.Outcome != PairOutcome.Tie && guess.Pair.Source != PairSource.Machine;

    private static string? Weakness(GateTrial trial, PairGuess[] decisive, PairGuess[] common, GateTrial? rival, int learnedFrom, double? kl)
    {
        if (learnedFrom < GateLimits.LeastPairs)
            return Text($"it has learned from {learnedFrom} choices, and serves from {GateLimits.LeastPairs} on");
        double least = Math.Max(GateLimits.LeastAccuracy, rival is null ? 0 : rival.Accuracy - GateLimits.Slack);
        double own = rival is null ? trial.Accuracy : Try(common).Accuracy;
        if (trial.Accuracy < GateLimits.LeastAccuracy || own < least)
            return Text($"of {trial.Count} votes that it had not seen it foresees {trial.Accuracy:p0}, and at least {least:p0} are asked for");
        (double ece, double noise) = Ece(decisive);
        if (ece - noise > GateLimits.MostEce)
            return Text($"its probabilities are off by {ece:0.00} on average (at most {GateLimits.MostEce:0.00} beyond the {noise:0.00} that so few votes explain)");
        return kl > GateLimits.MostKl ? Text($"it is {kl:0.0} nats away from its reference, and at most {GateLimits.MostKl:0.0} are allowed") : null;
    }

    private static (bool Better, string Sentence) AgainstCoin(GateTrial trial) => Wilson(trial.Accuracy, trial.Count, FromCoin).Low > 0.5
        ? (true, Text($"Of {trial.Count} votes that it had not seen it foresees {trial.Accuracy:p0} ({trial.Low:p0} to {trial.High:p0}): better than a coin."))
        : (false, Text($"Of {trial.Count} votes that it had not seen it foresees {trial.Accuracy:p0} ({trial.Low:p0} to {trial.High:p0}): a coin might do as well."));

    private static (bool Better, string Sentence) AgainstPresent(PairGuess[] common, PairGuess[] before, GateTrial? rival)
    {
        if (rival is null)
            return (false, "No vote is new to both it and the version that serves, so that nothing shows whether it is better.");
        GateTrial own = Try(common);
        double[] differences = [.. common.Zip(before, (now, then) => Hit(now) - Hit(then))];
        (double hits, double hitsLow, double hitsHigh) = Interval(differences);
        (_, double lossLow, _) = Interval([.. common.Zip(before, (now, then) => LogLoss(then) - LogLoss(now))], FromPresent);
        bool better = Interval(differences, FromPresent).Low > 0 || (lossLow > 0 && hits >= 0);
        return (better, Text($"Of {own.Count} votes that are new to both it foresees {own.Accuracy:p0}, the version that serves {rival.Accuracy:p0} (difference {100 * hits:+0;-0;0} points, {100 * hitsLow:+0;-0;0} to {100 * hitsHigh:+0;-0;0}): {(better ? "better" : "no proof that it is better")}."));
    }

    private static double Hit(PairGuess guess) => guess.A == guess.B ? 0.5 : guess.A > guess.B == (guess.Pair.Outcome == PairOutcome.A) ? 1 : 0;

    private static double LogLoss(PairGuess guess) => -Math.Log(Math.Max(1e-12, guess.Pair.Outcome == PairOutcome.A ? ShareOfA(guess) : 1 - ShareOfA(guess)));

    private static double ShareOfA(PairGuess guess) => guess.A + guess.B > 0 ? guess.A / (guess.A + guess.B) : 0.5;

    /// <summary>The calibration error, and what of it a perfectly calibrated model would show by luck with as many votes.</summary>
    private static (double Ece, double Noise) Ece(IReadOnlyList<PairGuess> decisive)
    {
        double ece = 0, noise = 0;
        foreach (IGrouping<int, PairGuess> bin in decisive.GroupBy(one => Math.Min(Bins - 1, (int)(Math.Max(ShareOfA(one), 1 - ShareOfA(one)) * Bins))))
        {
            double said = bin.Average(one => Math.Max(ShareOfA(one), 1 - ShareOfA(one)));
            double share = bin.Count() / (double)decisive.Count;
            ece += share * Math.Abs(said - bin.Average(Hit));
            // Mean of |X| of a normal with the deviation of a share of so many.
            noise += share * Math.Sqrt(2 / Math.PI * said * (1 - said) / bin.Count());
        }

        return (ece, noise);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
