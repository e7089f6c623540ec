using System.Diagnostics;
using System.Numerics.Tensors;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>How fast an adapter is trained and asked, beside a plain product of matrices of the same sizes, measured in turns in the same run.</summary>
internal static class TuningSpeed
{
    private const int Many = 10_000, Features = 107, Hidden = 107, Rank = 8, Rounds = 5;

    public static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        TrainingSet set = Set(Many);
        var settings = new TrainingSettings();
        var (training, asking, products) = (new List<double>(), new List<double>(), new List<double>());
        PreferenceTrainer trainer = PreferenceTrainer.Begin(set, settings);
        for (int round = -1; round < Rounds; round++)
        {
            double product = Products();
            // Steps of an epoch but its last, which also evaluates.
            double step = Seconds(20, () => trainer.Step(cancellationToken)) / 20 / settings.Batch;
            if (round < 0)
                continue;
            products.Add(1 / product);
            training.Add(step);
        }

        var whole = Stopwatch.StartNew();
        while (!trainer.IsDone)
            trainer.Step(cancellationToken);
        double minutes = whole.Elapsed.TotalMinutes;
        PreferenceModel model = PreferenceModel.Of(trainer.Finish());
        for (int round = 0; round < Rounds; round++)
            asking.Add(Seconds(1, () => _ = set.Pairs.Take(2000).Sum(pair => model.Score(pair.A))) / 2000);
        double flops = new Sample(products).Median;
        // A pair: two sides, each down (r×d), up (r×m), and back through both twice. A prediction: the base (m×d), down and up.
        double pairWork = 2 * 3 * Rank * (Features + Hidden), askWork = (Features * Hidden) + (Rank * (Features + Hidden));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("u", "pairs/s of training", $"{1 / new Sample(training).Median:0}", "", null, $"{new Sample(training.Select(one => 1 / one)).Spread("0")}; {1 / new Sample(training).Median * pairWork / flops:0.00} of a product of matrices ({flops / 1e9:0.0} G multiply-adds/s, one core)"),
            new Figure("u", "predictions/s", $"{1 / new Sample(asking).Median:0}", "", null, $"{new Sample(asking.Select(one => 1 / one)).Spread("0")}; {1 / new Sample(asking).Median * askWork / flops:0.00} of the same"),
            new Figure("u", "10,000 pairs to the early stop, in minutes", $"{minutes:0.00}", "<= 1.0", minutes <= 1, $"{trainer.StepsDone} steps of {settings.Batch} pairs, {Features} features, rank {Rank}, one core"),
        ]);
    }

    private static TrainingSet Set(int pairs)
    {
        double[] Numbers(string purpose, int at) => [.. Enumerable.Range(0, Features).Select(feature => StableRandom.Unit(5, purpose, ((long)at * Features) + feature))];
        return new TrainingSet(new FeatureSpec([.. Enumerable.Range(1, Features).Select(at => $"feature {at}")], "bench"),
        [
            .. Enumerable.Range(0, pairs).Select(at =>
            {
                (double[] a, double[] b) = (Numbers("a", at), Numbers("b", at));
                double gap = Enumerable.Range(0, 5).Sum(feature => a[feature] - b[feature]);
                return new TrainingPair($"{at}", $"{at / 5}", a, b, gap > 0 != StableRandom.Unit(5, "flip", at) < 0.1 ? PairOutcome.A : PairOutcome.B, 1, PairSource.Human, DateTimeOffset.UnixEpoch.AddMinutes(at));
            }),
        ]);
    }

    // Multiply-adds a second of rows times a matrix, as a careful loop over vectors gives them.
    private static double Products()
    {
        double[] matrix = new double[Features * Hidden], row = new double[Features], result = new double[Hidden];
        Array.Fill(matrix, 0.5);
        Array.Fill(row, 0.25);
        const int times = 20_000;
        double seconds = Seconds(1, () =>
        {
            for (int time = 0; time < times; time++)
            {
                for (int unit = 0; unit < Hidden; unit++)
                    result[unit] = TensorPrimitives.Dot<double>(matrix.AsSpan(unit * Features, Features), row);
            }
        });
        return seconds / ((double)times * Features * Hidden);
    }

    private static double Seconds(int times, Action act)
    {
        long start = Stopwatch.GetTimestamp();
        for (int time = 0; time < times; time++)
            act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
