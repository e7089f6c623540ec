using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>Measures the benchmark channel: the embedded formulas, and beside them what external tools are set up for.</summary>
/// <param name="external">Tools of a dimension each; what they say is enabled and stands before an approximation of our own.</param>
public sealed class BenchmarkMeter(IReadOnlyList<ExternalBenchmark> external)
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <summary>The embedded formulas alone.</summary>
    public static BenchmarkMeter Embedded { get; } = new([]);

    /// <summary>Measures all dimensions that can be. A tool that fails leaves its dimension missing.</summary>
    /// <exception cref="QualityException">No frame, or frames of different sizes.</exception>
    /// <exception cref="ImagingException">A frame cannot be decoded.</exception>
    public async Task<BenchmarkReport> MeasureAsync(GradeSubject subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        RgbImage[] frames = [.. subject.Frames.Select(frame =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Codec.Decode(frame);
        })];
        BenchmarkReport own = EmbeddedBenchmark.Measure(frames, subject.FramesPerSecond, cancellationToken);
        var others = new List<DimensionReading>();
        foreach (ExternalBenchmark tool in external)
            others.Add(await tool.MeasureAsync(subject.Prompt, frames, cancellationToken));
        return own with { Dimensions = [.. others, .. own.Dimensions] };
    }

    /// <summary>The channel of a report: the mean of the dimensions that are there of those for a picture or a clip, and of the external tools'.</summary>
    public ChannelReading Read(BenchmarkReport report, bool isClip)
    {
        ArgumentNullException.ThrowIfNull(report);
        IReadOnlyList<string> usual = isClip ? BenchmarkDimensions.DefaultsOfClips : BenchmarkDimensions.DefaultsOfPictures;
        return report.Reading([.. usual, .. external.Select(tool => tool.Dimension)]);
    }
}
