using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>The learning curve: how many votes it takes to know a taste, by the plain recipe, by ours, and with pairs chosen by what they teach.</summary>
internal static class TasteBenchmark
{
    private const int Side = 128, Goals = 80, UnseenGoals = 60, Each = 8, Seeds = 6;

    private static readonly int[] Votes = [0, 10, 25, 50, 100, 200];

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var tuned = new LearningCurve(
            await TastePool.PaintAsync(Goals, Each, Side, 11, cancellationToken),
            await TastePool.PaintAsync(UnseenGoals, Each, Side, 12, cancellationToken),
            SimulatedOwner.All);
        // Nothing was ever chosen by what comes out here.
        var fresh = new LearningCurve(
            await TastePool.PaintAsync(Goals, Each, Side, 2601, cancellationToken),
            await TastePool.PaintAsync(UnseenGoals, Each, Side, 2602, cancellationToken),
            [.. SimulatedOwner.All, .. SimulatedOwner.Fresh]);
        return [.. Figures(fresh, "", cancellationToken), .. Figures(tuned, " (tuned on)", cancellationToken)];
    }

    private static IEnumerable<Figure> Figures(LearningCurve curve, string pool, CancellationToken cancellationToken)
    {
        foreach ((string name, TrainingSettings settings, bool chosen) in ((string, TrainingSettings, bool)[])[("plain recipe", TrainingSettings.Plain, false), ("ours, random pairs", new TrainingSettings(), false), ("ours, chosen pairs", new TrainingSettings(), true)])
        {
            foreach ((int votes, IReadOnlyList<(string Owner, double Accuracy)> runs) in curve.Measure(settings, Votes, Seeds, chosen, cancellationToken))
            {
                double[] all = [.. runs.Select(run => run.Accuracy).Order()];
                double mean = all.Average();
                double deviation = Math.Sqrt(all.Average(value => Math.Pow(value - mean, 2)));
                double? goal = chosen && pool.Length == 0 ? votes switch { 50 => 0.75, 200 => 0.85, _ => null } : null;
                string owners = string.Join(", ", runs.GroupBy(run => run.Owner).Select(owner => $"{owner.Key} {owner.Average(run => run.Accuracy):0.00}"));
                yield return new Figure("t", $"{name}{pool}: accuracy after {votes} votes", $"{mean:0.000}", goal is null ? "" : $">= {goal:0.00}", goal is null ? null : mean >= goal, $"n={all.Length}, sd {deviation:0.000}, {all[0]:0.00}..{all[^1]:0.00}; {owners}");
            }
        }
    }
}
