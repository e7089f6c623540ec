namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>How channels become a grade. A number that is not from 0 to 1 is refused with a <see cref="QualityException"/>.</summary>
public sealed record GradeSettings
{
    public ChannelWeights Weights { get; init; } = ChannelWeights.Default;

    public GradeTable Table { get; init; } = GradeTable.Default;

    /// <summary>A score that would be accepted and is below this is reviewed, 0 to 1. Default: the table alone decides, which accepts from 0.60.</summary>
    public double AcceptFrom { get; init => field = Share(value, nameof(AcceptFrom)); }

    /// <summary>Semantic and spatial further apart than this disagree, 0 to 1. Default 0.30.</summary>
    public double Divergence { get; init => field = Share(value, nameof(Divergence)); } = 0.30;

    /// <summary>The least sum of the weights of present channels, 0 to 1. Default 0.5.</summary>
    public double LeastCoverage { get; init => field = Share(value, nameof(LeastCoverage)); } = 0.5;

    /// <summary>How far a channel may be off (a standard deviation) that does not say it itself, 0 to 1. Default 0.05.</summary>
    public double AssumedDeviation { get; init => field = Share(value, nameof(AssumedDeviation)); } = 0.05;

    /// <summary>How many evenly spaced frames of a clip are verified and averaged; 1, the default, is the one that stands for it.</summary>
    public int Frames { get; init => field = value >= 1 ? value : throw new QualityException(FormattableString.Invariant($"{nameof(Frames)} is {value}; at least one frame has to be looked at.")); } = 1;

    private static double Share(double value, string setting)
        => value is >= 0 and <= 1 ? value : throw new QualityException(FormattableString.Invariant($"{setting} is {value}; a number from 0 to 1 is expected."));
}
