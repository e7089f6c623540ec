using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Judging.Measuring;
using Measure = RefineWorkflows.Refinement.Judging.Measuring.Quality;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>A picture as axes are measured on it: at most 256 pixels a side, so that a photograph and its small copy measure alike.</summary>
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
        return new SeenPicture(scale < 1 ? Shrink(image, Scaled(image.Width, scale), Scaled(image.Height, scale)) : image);
    }

    /// <summary>Every pixel is the mean of those that it stands for: nothing rings, and a picture of doubled pixels is the picture again.</summary>
    private static RgbImage Shrink(RgbImage image, int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom) = Span(y, height, image.Height);
            for (int x = 0; x < width; x++)
            {
                (int left, int right) = Span(x, width, image.Width);
                Mean(image, left, top, right, bottom, pixels.AsSpan(((y * width) + x) * 3, 3));
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static void Mean(RgbImage image, int left, int top, int right, int bottom, Span<byte> mean)
    {
        Span<long> sums = [0, 0, 0];
        for (int y = top; y < bottom; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.Slice(((y * image.Width) + left) * 3, (right - left) * 3);
            for (int at = 0; at < row.Length; at++)
                sums[at % 3] += row[at];
        }

        int count = (right - left) * (bottom - top);
        for (int channel = 0; channel < 3; channel++)
            mean[channel] = (byte)((sums[channel] + (count / 2)) / count);
    }

    private static (int From, int To) Span(int place, int places, int side)
    {
        int from = (int)((long)place * side / places);
        return (from, Math.Max(from + 1, (int)((place + 1L) * side / places)));
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
