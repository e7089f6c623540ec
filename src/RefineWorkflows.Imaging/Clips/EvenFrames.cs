namespace RefineWorkflows.Imaging.Clips;

/// <summary>Which frames stand for a whole clip: the first, the last, and evenly spaced ones between.</summary>
public static class EvenFrames
{
    /// <param name="frames">How many the clip has, at least 1.</param>
    /// <param name="most">How many to choose at most, at least 1.</param>
    /// <returns>Indices from 0, ascending, each once.</returns>
    public static IReadOnlyList<int> Of(int frames, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int chosen = Math.Min(frames, most);
        return chosen == 1 ? [0] : [.. Enumerable.Range(0, chosen).Select(place => (int)((long)place * (frames - 1) / (chosen - 1)))];
    }
}
