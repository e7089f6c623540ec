using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Judging.Measuring;
using Measure = RefineWorkflows.Refinement.Judging.Measuring.Quality;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>A picture as axes are measured on it: all pictures at one size, so that a scan of a photograph and a small copy measure alike.</summary>
internal sealed class SeenPicture
{
    private const int Side = 256;

    private readonly MeasuredPicture _measured;

    private SeenPicture(RgbImage image)
    {
        ImageMeasures measures = ImageMeasurer.Measure(image);
        _measured = new MeasuredPicture(image, measures);
        Background = [.. measures.BackgroundHues];
        Count = measures.MainSubjectCount;
    }

    public bool HasSubject => _measured.HasSubject;

    /// <summary>Colours of the background, the one that covers most first.</summary>
    public IReadOnlyList<HueShare> Background { get; }

    /// <summary>How many things stand out.</summary>
    public int Count { get; }

    public double this[Measure quality] => _measured[quality];

    /// <param name="codec">Reads the picture.</param>
    /// <param name="file">PNG, JPEG, WebP or GIF.</param>
    /// <exception cref="ImagingException">It cannot be decoded.</exception>
    public static SeenPicture Decode(ImageCodec codec, ReadOnlyMemory<byte> file)
    {
        RgbImage image = codec.Decode(file);
        double scale = (double)Side / Math.Max(image.Width, image.Height);
        return new SeenPicture(scale == 1 ? image : codec.Resize(image, Scaled(image.Width, scale), Scaled(image.Height, scale)));
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
