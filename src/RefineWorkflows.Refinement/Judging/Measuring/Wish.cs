using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>One thing that a goal asks of a picture: a measure, where it should be, and what to say to get there.</summary>
/// <param name="Name">What is measured, for people.</param>
/// <param name="Of">Reads it from a picture's measures.</param>
/// <param name="Aim">Which side of the target is good.</param>
/// <param name="Target">Where the wish is fulfilled.</param>
/// <param name="Half">The distance from there at which it is half fulfilled.</param>
/// <param name="Weight">Its share of the score, relative to the other wishes.</param>
/// <param name="ForMore">Phrases that raise the measure, the most fitting first.</param>
/// <param name="ForLess">Phrases that lower it, the most fitting first.</param>
internal sealed record Wish(
    string Name,
    Func<ImageMeasures, double> Of,
    Aim Aim,
    double Target,
    double Half,
    double Weight,
    IReadOnlyList<string> ForMore,
    IReadOnlyList<string> ForLess)
{
    /// <summary>
    /// From 0 (far away) to 1 (there), a bell curve over the distance: 2^−(gap/half)². It has no edge anywhere, so a
    /// small step in the right direction always shows in the score.
    /// </summary>
    public double Closeness(ImageMeasures measures)
    {
        double steps = Gap(Of(measures)) / Half;
        return Math.Pow(2, -(steps * steps));
    }

    /// <summary>What to say to come closer; empty when the wish is fulfilled as nearly as makes no difference.</summary>
    public IReadOnlyList<string> Phrases(ImageMeasures measures)
    {
        double measured = Of(measures);
        return Gap(measured) <= Half / 6 ? [] : measured < Target ? ForMore : ForLess;
    }

    private double Gap(double measured) => Aim switch
    {
        Aim.AtLeast => Math.Max(0, Target - measured),
        Aim.AtMost => Math.Max(0, measured - Target),
        _ => Math.Abs(Target - measured),
    };
}
