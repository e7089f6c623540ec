using System.Diagnostics.CodeAnalysis;
using System.Text;
using RefineWorkflows.Imaging.Metadata;
using RefineWorkflows.Imaging.Native;

namespace RefineWorkflows.Imaging.Codecs;

/// <summary>
/// Encoded pictures in and out. Decoding is strict (limits before pixels, cut-off files refused); everything is
/// deterministic for one build of the native library. Thread-safe.
/// </summary>
/// <param name="limits">What a picture from outside may cost.</param>
[SuppressMessage("Performance", "CA1822", Justification = "Encoding needs no limits, but callers hold one codec for both directions.")]
public sealed class ImageCodec(ImageLimits limits)
{
    private static readonly double[] White = [255, 255, 255];

    /// <summary>Reads format, size and number of frames without decoding pixels, and checks them against the limits.</summary>
    /// <exception cref="InvalidImageException">Not a readable PNG, JPEG, WebP or GIF.</exception>
    /// <exception cref="ImageTooLargeException">Larger than a limit.</exception>
    public ImageHeader ReadHeader(ReadOnlyMemory<byte> bytes)
    {
        ImageFormat format = CheckedFormat(bytes.Span);
        using VipsImage image = Load(format, bytes.Span, sequential: true);
        return CheckedHeader(format, image);
    }

    /// <summary>
    /// Decodes to 8-bit sRGB: EXIF rotation applied, other colour models converted (embedded colour profiles are not
    /// applied), transparency laid on white, of an animation the first frame.
    /// </summary>
    /// <exception cref="InvalidImageException">Not a readable PNG, JPEG, WebP or GIF, or cut off.</exception>
    /// <exception cref="ImageTooLargeException">Larger than a limit; no pixel was decoded.</exception>
    public RgbImage Decode(ReadOnlyMemory<byte> bytes)
    {
        ImageFormat format = CheckedFormat(bytes.Span);
        VipsImage image = Load(format, bytes.Span, sequential: true);
        try
        {
            CheckedHeader(format, image);
            if (image.Orientation > 1)
            {
                // rotation reads columns, which a single pass from the top cannot give
                Replace(ref image, Load(format, bytes.Span, sequential: false));
                Replace(ref image, Apply("autorot", image));
            }

            return ToRgb(ref image);
        }
        finally
        {
            image.Dispose();
        }
    }

    /// <summary>Encodes as PNG without loss.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="text">Key and text pairs to carry along, see <see cref="PngText.Write"/>; null for none.</param>
    public byte[] EncodePng(RgbImage image, IReadOnlyDictionary<string, string>? text = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        using VipsImage source = VipsImage.FromRgb(image);
        using var save = new VipsOperation("pngsave_buffer");
        byte[] png = save.Set("in", source).Set("keep", "none").Run().TakeBytes("buffer");
        return text is { Count: > 0 } ? PngText.Write(png, text) : png;
    }

    /// <summary>Encodes as baseline JPEG.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    public byte[] EncodeJpeg(RgbImage image, int quality) => EncodeLossy("jpegsave_buffer", image, quality);

    /// <summary>Encodes as lossy WebP.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    public byte[] EncodeWebp(RgbImage image, int quality) => EncodeLossy("webpsave_buffer", image, quality);

    /// <summary>Scales to exactly the given size, ignoring the aspect ratio; Lanczos when shrinking, bicubic when growing.</summary>
    /// <exception cref="ImageTooLargeException">The result would be larger than <see cref="ImageLimits.Pixels"/>.</exception>
    public RgbImage Resize(RgbImage image, int width, int height)
    {
        CheckSize(width, height);
        return PixelScaling.Resize(image, width, height);
    }

    /// <summary>
    /// Draws an SVG at exactly the given size, on white. For SVG that this program wrote: foreign SVG may cost any amount of
    /// time. Text finds the family DejaVu Sans (also as sans-serif) in regular and bold, and nothing else.
    /// </summary>
    /// <exception cref="InvalidImageException">Not well-formed SVG.</exception>
    /// <exception cref="ImageTooLargeException">Text, size, or the drawing scaled to cover the size is larger than a limit.</exception>
    public RgbImage RenderSvg(string svg, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(svg);
        CheckSize(width, height);
        byte[] bytes = Encoding.UTF8.GetBytes(svg);
        if (bytes.LongLength > limits.Bytes)
            throw new ImageTooLargeException("The SVG's bytes", bytes.LongLength, limits.Bytes, nameof(ImageLimits.Bytes));
        using (var load = new VipsOperation("svgload_buffer"))
        {
            using VipsImage natural = load.Set("buffer", bytes).Run().TakeImage("out");
            double scale = Math.Max((double)width / natural.Width, (double)height / natural.Height);
            double covered = natural.Width * scale * natural.Height * scale;
            if (covered > limits.Pixels)
                throw new ImageTooLargeException("The SVG's scaled pixels", (long)covered, limits.Pixels, nameof(ImageLimits.Pixels));
        }

        using var draw = new VipsOperation("thumbnail_buffer");
        VipsImage image = draw.Set("buffer", bytes).Set("width", width).Set("height", height).Set("size", "force").Run().TakeImage("out");
        try
        {
            return ToRgb(ref image);
        }
        finally
        {
            image.Dispose();
        }
    }

    private static byte[] EncodeLossy(string saver, RgbImage image, int quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        using VipsImage source = VipsImage.FromRgb(image);
        using var save = new VipsOperation(saver);
        return save.Set("in", source).Set("Q", quality).Set("keep", "none").Run().TakeBytes("buffer");
    }

    private static VipsImage Load(ImageFormat format, ReadOnlySpan<byte> bytes, bool sequential)
    {
        string loader = format switch
        {
            ImageFormat.Png => "pngload_buffer",
            ImageFormat.Jpeg => "jpegload_buffer",
            ImageFormat.Webp => "webpload_buffer",
            _ => "gifload_buffer",
        };
        using var load = new VipsOperation(loader);
        return load.Set("buffer", bytes).Set("fail-on", "truncated").Set("access", sequential ? "sequential" : "random").Run().TakeImage("out");
    }

    private static RgbImage ToRgb(ref VipsImage image)
    {
        using (var convert = new VipsOperation("colourspace"))
            Replace(ref image, convert.Set("in", image).Set("space", "srgb").Run().TakeImage("out"));
        if (image.HasAlpha)
        {
            using var flatten = new VipsOperation("flatten");
            Replace(ref image, flatten.Set("in", image).Set("background", White).Run().TakeImage("out"));
        }

        using (var cast = new VipsOperation("cast"))
            Replace(ref image, cast.Set("in", image).Set("format", "uchar").Run().TakeImage("out"));
        if (image.Bands != 3)
            throw new InvalidImageException($"The picture has {image.Bands} bands after conversion to sRGB; 3 are expected. Convert it to RGB first.");
        return new RgbImage(image.Width, image.Height, image.ToBytes());
    }

    private static VipsImage Apply(string operation, VipsImage image)
    {
        using var apply = new VipsOperation(operation);
        return apply.Set("in", image).Run().TakeImage("out");
    }

    private static void Replace(ref VipsImage image, VipsImage next)
    {
        image.Dispose();
        image = next;
    }

    private ImageFormat CheckedFormat(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limits.Bytes)
            throw new ImageTooLargeException("The file's bytes", bytes.Length, limits.Bytes, nameof(ImageLimits.Bytes));
        return ImageSignature.Find(bytes)
            ?? throw new InvalidImageException($"This is no PNG, JPEG, WebP or GIF: {ImageSignature.Describe(bytes)}.");
    }

    private ImageHeader CheckedHeader(ImageFormat format, VipsImage image)
    {
        long pixels = (long)image.Width * image.Height;
        if (pixels > limits.Pixels)
            throw new ImageTooLargeException($"The picture's {image.Width}×{image.Height} pixels, together", pixels, limits.Pixels, nameof(ImageLimits.Pixels));
        int frames = Math.Max(1, image.Pages);
        if (frames > limits.Frames)
            throw new ImageTooLargeException("The animation's frames", frames, limits.Frames, nameof(ImageLimits.Frames));
        bool turned = image.Orientation is >= 5 and <= 8;
        return new ImageHeader(format, turned ? image.Height : image.Width, turned ? image.Width : image.Height, frames);
    }

    private void CheckSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((long)width * height > limits.Pixels)
            throw new ImageTooLargeException($"The wanted {width}×{height} pixels, together", (long)width * height, limits.Pixels, nameof(ImageLimits.Pixels));
    }
}
