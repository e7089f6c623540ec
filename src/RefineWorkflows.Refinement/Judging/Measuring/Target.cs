namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>One wish about one quality: closeness grows evenly on the way to the value, and stays full beyond it.</summary>
/// <param name="Quality">What is wished for.</param>
/// <param name="From">Where nothing is fulfilled: below <paramref name="To"/> when more is wished for, above it when less is.</param>
/// <param name="To">Where everything is fulfilled.</param>
/// <param name="Weight">Its share of the score, relative to the other wishes.</param>
/// <param name="Exact">Whether going beyond <paramref name="To"/> is as bad as staying behind it.</param>
internal sealed record Target(Quality Quality, double From, double To, double Weight, bool Exact = false)
{
    /// <summary>0 (not at all) to 1 (fulfilled).</summary>
    public double Closeness(double measured)
    {
        double way = (measured - From) / (To - From);
        return Math.Clamp(Exact && way > 1 ? 2 - way : way, 0, 1);
    }

    /// <summary>Whether a picture that measures this needs more of the quality, or less.</summary>
    public bool NeedsMore(double measured) => measured < To;
}
