using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Reads qualities off a picture's measures, and names them for people.</summary>
internal static class QualityReading
{
    private const double ExtremelyColourful = 109;
    private const double Unmistakable = 60;

    /// <summary>The number of a quality. Those of a subject are 0 without one.</summary>
    public static double Of(Quality quality, ImageMeasures picture) => quality switch
    {
        Quality.Fire => picture.FireShare,
        Quality.Glow => picture.GlowShare,
        Quality.Warmth => picture.Warmth,
        Quality.BackgroundWarmth => picture.BackgroundTone.Warmth,
        Quality.Brightness => picture.Brightness,
        Quality.Contrast => picture.Contrast,
        Quality.Saturation => picture.Saturation,
        Quality.Colourfulness => picture.Colourfulness / ExtremelyColourful,
        Quality.Sharpness => picture.Acutance,
        Quality.Haze => picture.Haze,
        Quality.Darkness => picture.DarkShare,
        Quality.Clutter => picture.Clutter,
        Quality.Symmetry => picture.Symmetry,
        _ => picture.Subject is { } subject ? Of(quality, subject) : 0,
    };

    public static string NameOf(Quality quality) => quality switch
    {
        Quality.Fire => "fire colours",
        Quality.BackgroundWarmth => "background warmth",
        Quality.SubjectArea => "subject size",
        Quality.SubjectX => "subject's place across",
        Quality.SubjectY => "subject's place down",
        Quality.SubjectCount => "number of subjects",
        Quality.SubjectPresence => "subject's presence",
        _ => quality.ToString().ToLowerInvariant(),
    };

    private static double Of(Quality quality, SubjectMeasures subject) => quality switch
    {
        Quality.SubjectArea => subject.Area,
        Quality.SubjectX => subject.CentreX,
        Quality.SubjectY => subject.CentreY,
        Quality.SubjectCount => subject.Count,
        Quality.SubjectPresence => Math.Min(1, subject.Distinctness / Unmistakable),
        Quality.Centring => Math.Max(0, 1 - (2 * Math.Sqrt(Math.Pow(subject.CentreX - 0.5, 2) + Math.Pow(subject.CentreY - 0.5, 2)))),
        _ => throw new ArgumentOutOfRangeException(nameof(quality), quality, "Not a quality of a subject."),
    };
}
