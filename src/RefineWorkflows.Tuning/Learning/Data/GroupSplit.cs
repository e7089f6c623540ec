using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning.Data;

/// <summary>Which pairs are held out: whole groups, by a hash of seed and group, so that neither the order nor later pairs move one across.</summary>
internal static class GroupSplit
{
    /// <summary>The fold of each pair, 0 … <paramref name="folds"/> − 1.</summary>
    public static int[] Folds(IReadOnlyList<TrainingPair> pairs, int folds, ulong seed)
    {
        // The groups are dealt out in the order of their hashes, always to the fold that has least: equal folds of few groups.
        var fold = new Dictionary<string, int>(StringComparer.Ordinal);
        var load = new int[folds];
        foreach (IGrouping<string, TrainingPair> group in pairs.GroupBy(pair => pair.Group, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => Luck(group.Key, seed)).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            int least = Array.IndexOf(load, load.Min());
            fold[group.Key] = least;
            load[least] += group.Count();
        }

        return [.. pairs.Select(pair => fold[pair.Group])];
    }

    /// <summary>Which pairs are held out: the groups with the smallest hashes, until there are enough and one of them is a person's.</summary>
    public static bool[] Holdout(IReadOnlyList<TrainingPair> pairs, double share, int fewest, ulong seed)
    {
        int wanted = Math.Max(fewest, (int)Math.Round(share * pairs.Count));
        (int count, bool person) = (0, false);
        var held = new HashSet<string>(StringComparer.Ordinal);
        IGrouping<string, TrainingPair>[] groups = [.. pairs.GroupBy(pair => pair.Group, StringComparer.Ordinal).OrderBy(group => Luck(group.Key, seed)).ThenBy(group => group.Key, StringComparer.Ordinal)];
        // The last group is never held out: something must be left to learn from.
        foreach (IGrouping<string, TrainingPair> group in groups.Take(groups.Length - 1))
        {
            if (count >= wanted && person)
                break;
            held.Add(group.Key);
            count += group.Count();
            person |= group.Any(pair => pair.Source != PairSource.Machine);
        }

        return [.. pairs.Select(pair => held.Contains(pair.Group))];
    }

    private static ulong Luck(string group, ulong seed) => StableRandom.Bits(seed, "holdout", unchecked((long)StableRandom.Hash(group)));
}
