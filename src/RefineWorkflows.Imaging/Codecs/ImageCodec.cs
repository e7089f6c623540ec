using System.Globalization;
using System.Text;
using RefineWorkflows.Imaging.Metadata;
using RefineWorkflows.Imaging.Native;

namespace RefineWorkflows.Imaging.Codecs;

/// <summary>Files to pixels and back. Has no state but its limits: one instance serves every thread. Equal input gives equal output on every thread and in every run of one build of libvips.</summary>
/// <param name="limits">What a file from outside may hold at most.</param>
public sealed class ImageCodec(ImageLimits limits)
{
    private static readonly double[] White = [255, 255, 255];

    /// <summary>Reads what a PNG, JPEG, WebP or GIF says of itself, without decoding pixels (about 0.1 ms).</summary>
    /// <exception cref="InvalidImageException">It is none of these, or its header is damaged.</exception>
    /// <exception cref="ImageTooLargeException">It holds more than the limits allow.</exception>
    public ImageHeader ReadHeader(ReadOnlyMemory<byte> file)
    {
        var (image, header) = Open(file);
        image.Dispose();
        return header;
    }

    /// <summary>Decodes a PNG, JPEG, WebP or GIF, told by content: upright (the camera's rotation is applied), sRGB, transparency laid on white; of an animation the first frame.</summary>
    /// <exception cref="InvalidImageException">It is none of these (an SVG neither), or it is damaged or cut short.</exception>
    /// <exception cref="ImageTooLargeException">It holds more than the limits allow; nothing was decoded.</exception>
    public RgbImage Decode(ReadOnlyMemory<byte> file)
    {
        var (loaded, header) = Open(file);
        using (loaded)
        {
            if (header.Format == ImageFormat.Png)
                PngChunks.RequireEnd(file.Span);
            try
            {
                return Flat(loaded);
            }
            catch (NativeLibraryException refused)
            {
                throw Damaged(header.Format, refused);
            }
        }
    }

    /// <summary>Encodes as PNG without loss.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="text">Keywords and texts to store beside them, as <see cref="PngText.Write"/> does.</param>
    /// <exception cref="ArgumentException">A keyword is not one that PNG allows.</exception>
    /// <exception cref="ImageTooLargeException">It has more pixels than the limit: it could not be read back.</exception>
    public byte[] EncodePng(RgbImage image, IReadOnlyDictionary<string, string>? text = null)
    {
        RequireSize(image.Width, image.Height);
        using var source = VipsImage.From(image);
        var file = VipsOperation.Bytes("pngsave_buffer", ("in", source), ("compression", 3), ("keep", "none"));
        return text is { Count: > 0 } ? PngText.Write(file, text) : file;
    }

    /// <summary>Encodes as JPEG.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    /// <exception cref="ArgumentOutOfRangeException">Quality outside 1…100, or a side above 65 535, the format's bound.</exception>
    /// <exception cref="ImageTooLargeException">It has more pixels than the limit: it could not be read back.</exception>
    public byte[] EncodeJpeg(RgbImage image, int quality) => Encode("jpegsave_buffer", image, quality, 65535);

    /// <summary>Encodes as lossy WebP.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    /// <exception cref="ArgumentOutOfRangeException">Quality outside 1…100, or a side above 16 383, the format's bound.</exception>
    /// <exception cref="ImageTooLargeException">It has more pixels than the limit: it could not be read back.</exception>
    public byte[] EncodeWebp(RgbImage image, int quality) => Encode("webpsave_buffer", image, quality, 16383);

    /// <summary>Resamples to exactly the given size (Lanczos 3); the aspect ratio is the caller's affair.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ImageTooLargeException">The result would hold more pixels than the limit.</exception>
    public RgbImage Resize(RgbImage image, int width, int height)
    {
        RequireSize(width, height);
        if (width == image.Width && height == image.Height)
            return image;
        using var source = VipsImage.From(image);
        using var resized = VipsOperation.Image("thumbnail_image", ("in", source), ("width", width), ("height", height), ("size", "force"));
        return resized.ToRgb();
    }

    /// <summary>Draws an SVG that this program wrote itself, on white, scaled to exactly the given size. Text is drawn in DejaVu Sans, the only font there is. Never pass an SVG from outside.</summary>
    /// <param name="svg">The document, with a <c>viewBox</c> or with <c>width</c> and <c>height</c> in pixels.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <exception cref="InvalidImageException">It is not well-formed SVG.</exception>
    /// <exception cref="ImageTooLargeException">The result would hold more pixels than the limit.</exception>
    public RgbImage RenderSvg(string svg, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(svg);
        RequireSize(width, height);
        VipsLibrary.Load();
        ReadOnlyMemory<byte> document = Encoding.UTF8.GetBytes(svg);
        try
        {
            RequireProportions(document, width, height);
            using var drawn = VipsOperation.Image("thumbnail_buffer",
                ("buffer", document), ("width", width), ("height", height), ("size", "force"));
            return Flat(drawn);
        }
        catch (NativeLibraryException refused)
        {
            throw new InvalidImageException($"The SVG cannot be drawn. {refused.Message}", refused);
        }
    }

    private (VipsImage Image, ImageHeader Header) Open(ReadOnlyMemory<byte> file)
    {
        if (file.Length > limits.Bytes)
            throw new ImageTooLargeException($"The file has {file.Length} bytes; at most {limits.Bytes} are read. Send a smaller one, or raise the limit.");
        var format = ImageSignature.Recognise(file.Span)
            ?? throw new InvalidImageException("The bytes are not a PNG, JPEG, WebP or GIF. Only these are read as pictures.");
        VipsLibrary.Load();
        VipsImage image;
        try
        {
            image = VipsOperation.Image(Loader(format), ("buffer", file), ("fail_on", "truncated"));
        }
        catch (NativeLibraryException refused)
        {
            throw Damaged(format, refused);
        }

        var header = new ImageHeader(format, image.Width, image.Height, Math.Max(1, image.Pages));
        try
        {
            Require(header);
        }
        catch (ImageTooLargeException)
        {
            image.Dispose();
            throw;
        }

        return (image, header);
    }

    private void Require(ImageHeader header)
    {
        if ((long)header.Width * header.Height > limits.Pixels)
            throw new ImageTooLargeException($"The picture has {header.Width}×{header.Height} pixels; at most {limits.Pixels} are read. Scale it down, or raise the limit.");
        if (header.Frames > limits.Frames)
            throw new ImageTooLargeException($"The animation has {header.Frames} frames; at most {limits.Frames} are read. Shorten it, or raise the limit.");
    }

    private void RequireSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((long)width * height > limits.Pixels)
            throw new ImageTooLargeException($"A picture of {width}×{height} pixels is asked for; the limit is {limits.Pixels} pixels.");
    }

    // the drawing is scaled to cover the size, both ways, before the rest is squeezed: a thin one grows beyond all bounds
    private void RequireProportions(ReadOnlyMemory<byte> svg, int width, int height)
    {
        using var drawing = VipsOperation.Image("svgload_buffer", ("buffer", svg));
        var scale = Math.Max((double)width / drawing.Width, (double)height / drawing.Height);
        var covered = drawing.Width * scale * drawing.Height * scale;
        if (covered > limits.Pixels)
            throw new ImageTooLargeException($"The SVG of {drawing.Width}×{drawing.Height} would cover {covered:F0} pixels at {width}×{height}; the limit is {limits.Pixels}. Give it proportions like those of the result.");
    }

    private byte[] Encode(string saver, RgbImage image, int quality, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(image.Width, image.Height), side, nameof(image));
        RequireSize(image.Width, image.Height);
        using var source = VipsImage.From(image);
        return VipsOperation.Bytes(saver, ("in", source), ("Q", quality), ("keep", "none"));
    }

    internal static RgbImage Flat(VipsImage loaded)
    {
        using var upright = VipsOperation.Image("autorot", ("in", loaded));
        using var coloured = VipsOperation.Image("colourspace", ("in", upright), ("space", "srgb"));
        using var opaque = coloured.HasAlpha
            ? VipsOperation.Image("flatten", ("in", coloured), ("background", White))
            : VipsOperation.Image("copy", ("in", coloured));
        using var bytes = VipsOperation.Image("cast", ("in", opaque), ("format", "uchar"));
        return bytes.ToRgb();
    }

    private static string Loader(ImageFormat format) => format switch
    {
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Webp => "webpload_buffer",
        _ => "gifload_buffer",
    };

    private static InvalidImageException Damaged(ImageFormat format, NativeLibraryException refused) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The {format} is damaged or cut short and was not read. {refused.Message}"), refused);
}
