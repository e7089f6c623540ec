using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>All that the judge knows of a picture.</summary>
internal sealed class MeasuredPicture
{
    private const double Unmistakable = 0.6;
    private const double MostSubject = 0.95;

    private readonly ImageMeasures _measures;
    private readonly double _flames;
    private readonly double _blackLevel;

    public MeasuredPicture(RgbImage image)
        : this(image, ImageMeasurer.Measure(image))
    {
    }

    /// <param name="image">The picture.</param>
    /// <param name="measures">Its measures, where somebody has taken them already.</param>
    public MeasuredPicture(RgbImage image, ImageMeasures measures)
    {
        _measures = measures;
        _flames = Flames.ShareOf(image);
        _blackLevel = BlackLevel.Of(image);
    }

    /// <summary>Whether anything stands out; a picture that is all subject has none.</summary>
    public bool HasSubject => _measures.SubjectCount > 0 && _measures.SubjectArea < MostSubject;

    /// <summary>The number of a quality. Those of a subject are 0 without one.</summary>
    public double this[Quality quality] => quality switch
    {
        Quality.Flames => _flames,
        Quality.Fire => _measures.FireShare,
        Quality.Glow => _measures.Glow,
        Quality.Warmth => FromNeutral(_measures.Warmth),
        Quality.BackgroundWarmth => FromNeutral(_measures.BackgroundWarmth),
        Quality.Brightness => _measures.Brightness,
        Quality.Contrast => _measures.Contrast,
        Quality.Saturation => _measures.Saturation,
        Quality.Colourfulness => _measures.Colourfulness,
        Quality.Sharpness => _measures.Sharpness,
        Quality.Haze => _blackLevel,
        Quality.Darkness => _measures.DarkShare,
        Quality.Clutter => _measures.EdgeDensity,
        Quality.Symmetry => _measures.Symmetry,
        Quality.SubjectArea => _measures.SubjectArea,
        Quality.SubjectX => _measures.SubjectX,
        Quality.SubjectY => _measures.SubjectY,
        Quality.SubjectCount => _measures.SubjectCount,
        Quality.SubjectPresence => Math.Min(1, _measures.SubjectContrast / Unmistakable),
        Quality.Centring => HasSubject ? Centring(_measures.SubjectX - 0.5, _measures.SubjectY - 0.5) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(quality), quality, "This quality has no measure."),
    };

    public static MeasuredPicture Decode(ImageCodec codec, ReadOnlyMemory<byte> file) => new(codec.Decode(file));

    // warmth is a share of red, neutral at one half
    private static double FromNeutral(double warmth) => (2 * warmth) - 1;

    private static double Centring(double x, double y) => Math.Max(0, 1 - (2 * Math.Sqrt((x * x) + (y * y))));
}
