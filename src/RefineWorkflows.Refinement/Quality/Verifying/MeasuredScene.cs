using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>All that pixels tell of one picture. Looked at in a copy of at most 512 px a side, so that enlarging changes nothing.</summary>
internal sealed class MeasuredScene
{
    public const int LargestSide = 512;

    // Crumbs beside a thing are no things of their own.
    private const double Crumb = 0.15;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private MeasuredScene(RgbImage image)
    {
        Image = image;
        Measures = ImageMeasurer.Measure(image);
        Picture = new MeasuredPicture(image);
        Segment[] all = [.. Segment.Of(image)];
        Segments = [.. all.Where(segment => segment.Area >= Crumb * all[0].Area)];
        Technical = ImagingQuality.Of(image);
    }

    public RgbImage Image { get; }

    public ImageMeasures Measures { get; }

    public MeasuredPicture Picture { get; }

    /// <summary>The largest first; crumbs left out.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>0 (blurred, noisy, flat, black or burnt out) to 1.</summary>
    public double Technical { get; }

    /// <exception cref="ImagingException">It cannot be decoded.</exception>
    public static Task<MeasuredScene> OfAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
        => Task.Run(() => new MeasuredScene(Thumbnail.Of(Codec.Decode(picture), LargestSide)), cancellationToken);
}
