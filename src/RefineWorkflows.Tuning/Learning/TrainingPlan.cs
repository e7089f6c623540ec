using RefineWorkflows.Tuning.Learning.Data;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>Which pairs are trained on and which are held out, stage by stage. A last stage without a holdout trains on everything, for as many epochs as served the others best.</summary>
internal sealed record TrainingPlan(IReadOnlyList<TrainingPlan.Part> Parts)
{
    private const int SmallestHoldout = 5, MostFolds = 5;

    /// <param name="Train">Places of the pairs that are trained on.</param>
    /// <param name="Held">Places of those that decide when to stop; empty in a last stage.</param>
    internal sealed record Part(int[] Train, int[] Held);

    public static TrainingPlan Of(IReadOnlyList<TrainingPair> pairs, TrainingSettings settings)
    {
        int[] all = [.. Enumerable.Range(0, pairs.Count)];
        if (pairs.Count >= settings.CrossValidateBelow)
        {
            bool[] held = GroupSplit.Holdout(pairs, settings.Holdout, SmallestHoldout, settings.Seed);
            var part = new Part([.. all.Where(place => !held[place])], [.. all.Where(place => held[place])]);
            return new TrainingPlan(settings.Refit ? [part, new Part(all, [])] : [part]);
        }

        int folds = Math.Min(MostFolds, pairs.Select(pair => pair.Group).Distinct(StringComparer.Ordinal).Count());
        int[] fold = GroupSplit.Folds(pairs, folds, settings.Seed);
        var parts = Enumerable.Range(0, folds).Select(one => new Part([.. all.Where(place => fold[place] != one)], [.. all.Where(place => fold[place] == one)]));
        return new TrainingPlan([.. parts, new Part(all, [])]);
    }
}
