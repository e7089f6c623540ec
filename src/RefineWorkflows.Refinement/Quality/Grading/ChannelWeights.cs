namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>How much each channel counts. Kept so that they add up to 1.</summary>
public sealed record ChannelWeights
{
    /// <summary>What moves from semantic to spatial when the two disagree.</summary>
    private const double Shift = 0.10;

    /// <param name="semantic">At least 0, as all of them; only their proportions count.</param>
    /// <exception cref="QualityException">A weight is negative or no number, or all are 0.</exception>
    public ChannelWeights(double semantic, double spatial, double benchmark, double preference, double visionReward)
    {
        double[] all = [semantic, spatial, benchmark, preference, visionReward];
        double sum = all.Sum();
        if (all.Any(weight => weight is not (>= 0 and < double.PositiveInfinity)) || sum is not (> 0 and < double.PositiveInfinity))
            throw new QualityException(FormattableString.Invariant($"The weights {semantic}, {spatial}, {benchmark}, {preference} and {visionReward} weigh nothing; give numbers of at least 0, one of them above 0."));
        (Semantic, Spatial, Benchmark, Preference, VisionReward) = (semantic / sum, spatial / sum, benchmark / sum, preference / sum, visionReward / sum);
    }

    /// <summary>semantic 0.25, spatial 0.15, benchmark 0.20, preference 0.25, visionreward 0.15.</summary>
    public static ChannelWeights Default { get; } = new(0.25, 0.15, 0.20, 0.25, 0.15);

    public double Semantic { get; }

    public double Spatial { get; }

    public double Benchmark { get; }

    public double Preference { get; }

    public double VisionReward { get; }

    /// <summary>The weight of one channel, 0 to 1.</summary>
    public double Of(ChannelKind channel) => channel switch
    {
        ChannelKind.Semantic => Semantic,
        ChannelKind.Spatial => Spatial,
        ChannelKind.Benchmark => Benchmark,
        ChannelKind.Preference => Preference,
        ChannelKind.VisionReward => VisionReward,
        _ => throw new QualityException($"There is no channel {channel}."),
    };

    /// <summary>With a tenth taken from semantic, or all that it has, and given to spatial: what geometry confirms is believed before what a model says.</summary>
    internal ChannelWeights TowardsSpatial()
    {
        double moved = Math.Min(Shift, Semantic);
        return new ChannelWeights(Semantic - moved, Spatial + moved, Benchmark, Preference, VisionReward);
    }
}
