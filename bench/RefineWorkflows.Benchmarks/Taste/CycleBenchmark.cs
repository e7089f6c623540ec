using System.Collections.Concurrent;
using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>What the tuner saves: how often an owner has to ask until a picture is kept, without it and with a model of a hundred votes.</summary>
internal static class CycleBenchmark
{
    private const int Side = 96, LearnedGoals = 60, Goals = 16, Each = 6, Votes = 100;

    /// <summary>An owner keeps what is better than this share of pictures painted at random.</summary>
    private const double Demanding = 0.7;

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        TastePool learning = await TastePool.PaintAsync(LearnedGoals, Each, Side, 2611, cancellationToken);
        string[] goals = [.. (await TastePool.PaintAsync(2 * Goals, 2, Side, 2612, cancellationToken)).Without(learning).Candidates.Select(candidates => candidates[0].Goal).Distinct().Take(Goals)];
        SimulatedOwner[] owners = [.. SimulatedOwner.All, .. SimulatedOwner.Fresh];
        var cycles = new ConcurrentBag<(string Owner, bool Tuned, int Cycles)>();
        await Parallel.ForEachAsync(owners, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (owner, stop) =>
        {
            var set = new TrainingSet(learning.Features, [.. new OwnerVotes(learning, owner, 1).Random(Votes)]);
            PreferenceModel model = LearningCurve.Learn(set, new TrainingSettings(), stop) ?? throw new InvalidOperationException($"{Votes} votes of '{owner.Name}' teach nothing; check the pool.");
            double[] utilities = [.. learning.Candidates.SelectMany(candidates => candidates).Select(owner.Utility).Order()];
            double bar = utilities[(int)(Demanding * utilities.Length)];
            foreach ((bool tuned, ITaste taste) in ((bool, ITaste)[])[(false, Untaught.Instance), (true, new ModelTaste(model, new FeatureExtractor(ImageLimits.Default)))])
            {
                var loop = new OwnersLoop(owner, bar, taste, Side);
                for (int at = 0; at < goals.Length; at++)
                    cycles.Add((owner.Name, tuned, await loop.CyclesAsync(goals[at], 2613 + (ulong)at, stop)));
            }
        });
        return [.. new[] { false, true }.SelectMany(tuned => Figures(tuned, [.. cycles.Where(one => one.Tuned == tuned).Select(one => (one.Owner, one.Cycles))]))];
    }

    private static IEnumerable<Figure> Figures(bool tuned, (string Owner, int Cycles)[] all)
    {
        string how = tuned ? $"with a model of {Votes} votes" : "without the tuner";
        Figure Of(string what, Func<(string Owner, int Cycles)[], double> figure, string format, double? least, double? most)
        {
            double value = figure(all);
            double[] owners = [.. all.GroupBy(one => one.Owner).Select(one => figure([.. one])).Order()];
            string spread = string.Create(CultureInfo.InvariantCulture, $"n={all.Length}; owners {owners[0].ToString(format, CultureInfo.InvariantCulture)}..{owners[^1].ToString(format, CultureInfo.InvariantCulture)}: {string.Join(", ", all.GroupBy(one => one.Owner).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {figure([.. one]).ToString(format, CultureInfo.InvariantCulture)}"))}");
            bool? within = !tuned ? null : least is { } low ? value >= low : most is { } high ? value <= high : null;
            string limit = !tuned ? "" : least is { } atLeast ? $">= {atLeast:0.00}" : most is { } atMost ? $"<= {atMost:0.0}" : "";
            return new Figure("v", $"{how}: {what}", value.ToString(format, CultureInfo.InvariantCulture), limit, within, spread);
        }

        yield return Of("cycles until a picture is kept", runs => runs.Average(run => run.Cycles), "0.00", null, 1.4);
        yield return Of("kept at the first cycle", runs => runs.Average(run => run.Cycles == 1 ? 1.0 : 0), "0.00", null, null);
        yield return Of("share of delivered pictures that are kept", runs => (double)runs.Count(run => run.Cycles <= OwnersLoop.MostCycles) / runs.Sum(run => Math.Min(run.Cycles, OwnersLoop.MostCycles)), "0.00", 0.85, null);
    }
}
