using RefineWorkflows.Tuning.Learning.Data;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>
/// What is trained on what, stage by stage. Pairs whose scores are evidence for a model have no say in anything about the adapter that
/// scores them, not even in when its training stopped: a fold that chose the epoch at which it is scored, or was trained on by whoever
/// chose it, would flatter itself, and noise would look like a taste (Varma and Simon 2006).
/// </summary>
internal sealed record TrainingPlan(IReadOnlyList<TrainingPlan.Part> Parts)
{
    private const int SmallestHoldout = 10, MostFolds = 5, Inner = 4;

    /// <param name="Train">Places of the pairs that are trained on.</param>
    /// <param name="Stop">Places of those that decide when to stop; with none the stage runs for as many epochs as <paramref name="Epochs"/> says.</param>
    /// <param name="Evidence">Places of those that are scored by the adapter that the stage ends with.</param>
    /// <param name="Epochs">The stages whose best epochs, on average, are how long this one runs.</param>
    /// <param name="Fold">Which fold of the evidence it is.</param>
    internal sealed record Part(int[] Train, int[] Stop, int[] Evidence, int[] Epochs, int Fold = 0);

    public static TrainingPlan Of(IReadOnlyList<TrainingPair> pairs, TrainingSettings settings)
    {
        int[] all = [.. Enumerable.Range(0, pairs.Count)];
        return new TrainingPlan(pairs.Count >= settings.CrossValidateBelow ? Once(pairs, all, settings) : Folds(pairs, all, settings));
    }

    private static Part[] Once(IReadOnlyList<TrainingPair> pairs, int[] all, TrainingSettings settings)
    {
        bool[] held = GroupSplit.Holdout(pairs, settings.Holdout, Math.Min(SmallestHoldout, pairs.Count / 2), settings.Seed);
        int[] places = [.. all.Where(place => held[place])];
        int[] half = GroupSplit.Folds([.. places.Select(place => pairs[place])], 2, settings.Seed);
        // All of one prompt: then the halves are of it, and the evidence is a little less independent than it should be.
        if (!half.Contains(1))
            half = [.. places.Select((_, at) => at % 2)];
        var part = new Part([.. all.Where(place => !held[place])], [.. places.Where((_, at) => half[at] == 0)], [.. places.Where((_, at) => half[at] == 1)], []);
        return settings.Refit ? [part, new Part(all, [], [], [0])] : [part];
    }

    // For each fold: without it and its neighbour, which says how long to train; then so long on all but the fold, which is scored. At last on everything.
    private static Part[] Folds(IReadOnlyList<TrainingPair> pairs, int[] all, TrainingSettings settings)
    {
        int folds = Math.Min(MostFolds, pairs.Select(pair => pair.Group).Distinct(StringComparer.Ordinal).Count());
        int[] fold = GroupSplit.Folds(pairs, folds, settings.Seed);
        var parts = new List<Part>();
        for (int one = 0; one < folds; one++)
        {
            int[] others = [.. all.Where(place => fold[place] != one)];
            int[] stop = folds > 2 ? [.. others.Where(place => fold[place] == (one + 1) % folds)] : [.. others.Where((_, at) => at % Inner == 0)];
            parts.Add(new Part([.. others.Except(stop)], stop, [], []));
            parts.Add(new Part(others, [], [.. all.Where(place => fold[place] == one)], [2 * one], one));
        }

        return [.. parts, new Part(all, [], [], [.. Enumerable.Range(0, folds).Select(one => 2 * one)])];
    }
}
