using RefineWorkflows.Tuning.Learning.Losses;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>How a model does on pairs that it has not seen. All but the count is over decisive pairs.</summary>
/// <param name="Count">Pairs looked at, ties among them.</param>
/// <param name="Decisive">Pairs with a winner.</param>
/// <param name="Accuracy">Share told rightly; no opinion counts as wrong.</param>
/// <param name="AccuracyHalf">The same, no opinion counting a half.</param>
/// <param name="Low">Lower end of the 95 % interval of <paramref name="AccuracyHalf"/> (Wilson 1927).</param>
/// <param name="High">Its upper end.</param>
/// <param name="LogLoss">Mean −log of the chance given to the winner; 0.693 is a coin's.</param>
/// <param name="Ece">Expected calibration error over ten bins, 0 to 1.</param>
/// <param name="Brier">Mean squared error of that chance, 0 to 1; 0.25 is a coin's.</param>
/// <param name="Kl">Mean KL to the reference over each pair, in nats; 0 when it is not known.</param>
/// <param name="MeanConfidence">Mean of 2·|p − ½|.</param>
public sealed record ModelTrial(int Count, int Decisive, double Accuracy, double AccuracyHalf, double Low, double High, double LogLoss, double Ece, double Brier, double Kl, double MeanConfidence)
{
    private const int Bins = 10;
    private const double Normal = 1.959964, LeastConfidence = 0.2;

    /// <summary>Whether it tells more than a coin, and is sure of something: else more votes are needed before anybody relies on it.</summary>
    public bool IsReliable => Low > 0.5 && MeanConfidence >= LeastConfidence;

    /// <summary>Asks a model. Pairs that it was trained on prove nothing: see <see cref="OfHeldOut"/>.</summary>
    /// <param name="model">The model; null for a coin.</param>
    /// <param name="pairs">What was chosen.</param>
    public static ModelTrial Of(PreferenceModel? model, IReadOnlyList<TrainingPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var coin = new PairOdds(0.5, 0.5, 0, 0.5);
        double kl = model is null || pairs.Count == 0 ? 0 : pairs.Average(pair => Logistic.Kl(model.Score(pair.A) - model.Score(pair.B), model.BaseScore(pair.A) - model.BaseScore(pair.B)));
        return Of([.. pairs.Select(pair => (model?.Compare(pair.A, pair.B) ?? coin, pair.Outcome))], kl);
    }

    /// <summary>What adapters that had not seen a pair made of it, with the calibration of the finished model: the honest trial of a training's own pairs.</summary>
    /// <param name="model">The finished model.</param>
    /// <param name="pairs">Any pairs; those that it did not hold out are passed over.</param>
    public static ModelTrial OfHeldOut(TrainedModel model, IReadOnlyList<TrainingPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pairs);
        var serving = PreferenceModel.Of(model);
        Dictionary<string, HeldOutPair> held = model.HeldOut.ToDictionary(pair => pair.Id, StringComparer.Ordinal);
        return Of([.. pairs.Where(pair => held.ContainsKey(pair.Id)).Select(pair => (serving.Odds(held[pair.Id].A, held[pair.Id].B, 0), pair.Outcome))], model.Holdout.Kl);
    }

    /// <summary>Sums up answers and outcomes.</summary>
    public static ModelTrial Of(IReadOnlyList<(PairOdds Odds, PairOutcome Outcome)> answers, double kl)
    {
        ArgumentNullException.ThrowIfNull(answers);
        double[] chances = [.. answers.Where(answer => answer.Outcome != PairOutcome.Tie).Select(answer => (answer.Outcome == PairOutcome.A ? answer.Odds.A : answer.Odds.B) / (answer.Odds.A + answer.Odds.B))];
        if (chances.Length == 0)
            return new ModelTrial(answers.Count, 0, 0, 0.5, 0, 1, Math.Log(2), 0, 0.25, kl, 0);
        double half = chances.Average(chance => chance > 0.5 ? 1 : chance == 0.5 ? 0.5 : 0);
        (double low, double high) = Wilson(half, chances.Length);
        double ece = chances.GroupBy(chance => Math.Min(Bins - 1, (int)(Math.Max(chance, 1 - chance) * Bins)))
            .Sum(bin => Math.Abs(bin.Sum(chance => Math.Max(chance, 1 - chance) - (chance > 0.5 ? 1 : chance == 0.5 ? 0.5 : 0)))) / chances.Length;
        return new ModelTrial(
            answers.Count,
            chances.Length,
            chances.Average(chance => chance > 0.5 ? 1.0 : 0),
            half,
            low,
            high,
            chances.Average(chance => -Math.Log(Math.Max(chance, 1e-12))),
            ece,
            chances.Average(chance => (1 - chance) * (1 - chance)),
            kl,
            chances.Average(chance => 2 * Math.Abs(chance - 0.5)));
    }

    private static (double Low, double High) Wilson(double share, int count)
    {
        double square = Normal * Normal / count;
        double middle = (share + (square / 2)) / (1 + square);
        double wide = Normal / (1 + square) * Math.Sqrt((share * (1 - share) / count) + (square / 4 / count));
        return (middle - wide, middle + wide);
    }
}
