namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>The sixteen dimensions of VBench, with the ranges and weights of its own aggregation.</summary>
public static class BenchmarkDimensions
{
    public const string SubjectConsistency = "subject_consistency";
    public const string BackgroundConsistency = "background_consistency";
    public const string TemporalFlickering = "temporal_flickering";
    public const string MotionSmoothness = "motion_smoothness";
    public const string DynamicDegree = "dynamic_degree";
    public const string AestheticQuality = "aesthetic_quality";
    public const string ImagingQuality = "imaging_quality";
    public const string OverallConsistency = "overall_consistency";

    /// <summary>Motion smoothness with neighbours averaged where the original asks an interpolation network: the same formula, not comparable with published numbers.</summary>
    public const string MotionSmoothnessLinear = "motion_smoothness_linear";

    public static IReadOnlyList<BenchmarkDimension> All { get; } =
    [
        new(SubjectConsistency, 0.1462, 1, 1, BenchmarkGroup.Quality),
        new(BackgroundConsistency, 0.2615, 1, 1, BenchmarkGroup.Quality),
        new(TemporalFlickering, 0.6293, 1, 1, BenchmarkGroup.Quality),
        new(MotionSmoothness, 0.706, 0.9975, 1, BenchmarkGroup.Quality),
        new(AestheticQuality, 0, 1, 1, BenchmarkGroup.Quality),
        new(ImagingQuality, 0, 1, 1, BenchmarkGroup.Quality),
        new(DynamicDegree, 0, 1, 0.5, BenchmarkGroup.Quality),
        new("object_class", 0, 1, 1, BenchmarkGroup.Semantic),
        new("multiple_objects", 0, 1, 1, BenchmarkGroup.Semantic),
        new("human_action", 0, 1, 1, BenchmarkGroup.Semantic),
        new("color", 0, 1, 1, BenchmarkGroup.Semantic),
        new("spatial_relationship", 0, 1, 1, BenchmarkGroup.Semantic),
        new("scene", 0, 0.8222, 1, BenchmarkGroup.Semantic),
        new("appearance_style", 0.0009, 0.2855, 1, BenchmarkGroup.Semantic),
        new("temporal_style", 0, 0.364, 1, BenchmarkGroup.Semantic),
        new(OverallConsistency, 0, 0.364, 1, BenchmarkGroup.Semantic),
    ];

    /// <summary>What the benchmark channel of a clip is made of when nobody says otherwise.</summary>
    public static IReadOnlyList<string> DefaultsOfClips { get; } = [OverallConsistency, TemporalFlickering, SubjectConsistency, MotionSmoothness];

    /// <summary>What the benchmark channel of a still picture is made of when nobody says otherwise.</summary>
    public static IReadOnlyList<string> DefaultsOfPictures { get; } = [ImagingQuality, AestheticQuality];

    /// <summary>
    /// The dimension that a key means: its own name, one with the means behind an <c>@</c> (<c>subject_consistency@colorhist64</c>),
    /// <c>motion_smoothness_linear</c>, or the names <c>semantic_consistency</c> and <c>temporal_coherence</c>, which are in use for
    /// overall consistency and temporal flickering.
    /// </summary>
    /// <exception cref="QualityException">There is none of this name.</exception>
    public static BenchmarkDimension Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string name = key.Split('@')[0].Trim().ToLowerInvariant() switch
        {
            "semantic_consistency" => OverallConsistency,
            "temporal_coherence" => TemporalFlickering,
            MotionSmoothnessLinear => MotionSmoothness,
            var own => own,
        };
        return All.FirstOrDefault(dimension => dimension.Key == name)
            ?? throw new QualityException($"There is no benchmark dimension '{key}'; known are {string.Join(", ", All.Select(dimension => dimension.Key))}.");
    }
}
