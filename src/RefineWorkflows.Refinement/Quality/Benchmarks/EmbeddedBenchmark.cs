using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>Measures the dimensions that need no model: exactly where the formula needs pixels only, otherwise as approximations that are named so.</summary>
public static class EmbeddedBenchmark
{
    private const double SampledPerSecond = 8;

    /// <param name="frames">The frames in order; one for a still picture.</param>
    /// <param name="framesPerSecond">How fast the clip is, above 0; for motion it is looked at 8 times a second. 0 when unknown: every frame is looked at.</param>
    /// <param name="cancellationToken">Looked at between dimensions.</param>
    /// <exception cref="QualityException">No frame, or frames of different sizes.</exception>
    public static BenchmarkReport Measure(IReadOnlyList<RgbImage> frames, double framesPerSecond, CancellationToken cancellationToken)
    {
        ClipFormulas.RequireOneSize(frames);
        if (frames.Count == 0)
            throw new QualityException("There is no frame to measure; give at least one.");
        if (framesPerSecond is not (>= 0 and <= 1000))
            throw new QualityException("Frames per second are 0 (unknown) to 1000.");
        List<DimensionReading> dimensions =
        [
            Reading(BenchmarkDimensions.TemporalFlickering, ClipFormulas.TemporalFlickering(frames), "it takes two frames"),
            Reading(BenchmarkDimensions.MotionSmoothnessLinear, ClipFormulas.MotionSmoothnessLinear(frames), "it takes three frames"),
        ];
        cancellationToken.ThrowIfCancellationRequested();
        ColourHistogram[] colours = [.. frames.Select(ColourHistogram.Of)];
        dimensions.Add(Reading($"{BenchmarkDimensions.SubjectConsistency}@{ColourHistogram.Name}", ClipFormulas.Consistency([.. colours.Select(frame => frame.Subject)]), "it takes two frames"));
        dimensions.Add(Reading($"{BenchmarkDimensions.BackgroundConsistency}@{ColourHistogram.Name}", ClipFormulas.Consistency([.. colours.Select(frame => frame.Background)]), "it takes two frames"));
        cancellationToken.ThrowIfCancellationRequested();
        RgbImage[] sampled = [.. Sampled(frames.Count, framesPerSecond).Select(at => frames[at])];
        IReadOnlyList<double>[] motion = [.. sampled.Zip(sampled.Skip(1), BlockMotion.Between)];
        dimensions.Add(Reading($"{BenchmarkDimensions.DynamicDegree}@{BlockMotion.Name}", ClipFormulas.Moves(motion) is { } moves ? moves ? 1 : 0 : null, "it takes two frames, an eighth of a second apart"));
        cancellationToken.ThrowIfCancellationRequested();
        dimensions.Add(DimensionReading.Of($"{BenchmarkDimensions.ImagingQuality}@{ImagingQuality.Name}", frames.Average(ImagingQuality.Of)));
        bool? isStatic = ClipFormulas.IsStatic(motion, [BlockMotion.Between(sampled[0], sampled[^1]), BlockMotion.Between(sampled[^1], sampled[0])]);
        return new BenchmarkReport(dimensions, isStatic);
    }

    // As the original does: every so many frames, counted in whole ones.
    private static IEnumerable<int> Sampled(int frames, double framesPerSecond)
    {
        int step = Math.Max(1, (int)Math.Round(framesPerSecond / SampledPerSecond));
        for (int at = 0; at < frames; at += step)
            yield return at;
    }

    private static DimensionReading Reading(string key, double? raw, string otherwise)
        => raw is { } value ? DimensionReading.Of(key, value) : DimensionReading.Missing(key, otherwise);
}
