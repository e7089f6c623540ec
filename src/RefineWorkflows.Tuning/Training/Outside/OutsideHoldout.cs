using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>What an outside trainer learns from, and what it never sees: the newest prompts, so that it has to foresee and not to remember.</summary>
/// <param name="Lessons">The pairs of all other prompts.</param>
/// <param name="HeldOut">The pairs of the newest prompts.</param>
internal sealed record OutsideHoldout(TrainingSet Lessons, TrainingSet HeldOut)
{
    /// <param name="set">All pairs.</param>
    /// <param name="share">Share of the pairs that is held out, in whole prompts: as many as it takes to reach it.</param>
    public static OutsideHoldout Of(TrainingSet set, double share)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        int count = 0;
        foreach (IGrouping<string, TrainingPair> prompt in set.Pairs.GroupBy(one => one.Group, StringComparer.Ordinal).OrderByDescending(group => group.Max(one => one.At)).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            if (count >= share * set.Pairs.Count)
                break;
            held.Add(prompt.Key);
            count += prompt.Count();
        }

        return new OutsideHoldout(
            set with { Pairs = [.. set.Pairs.Where(one => !held.Contains(one.Group))] },
            set with { Pairs = [.. set.Pairs.Where(one => held.Contains(one.Group))] });
    }
}
