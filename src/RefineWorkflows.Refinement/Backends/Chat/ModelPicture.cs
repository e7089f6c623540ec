using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>A picture as vision models get it: upright, of a size that they look at, PNG or JPEG.</summary>
internal static class ModelPicture
{
    public const int LargestSide = 1024;

    /// <summary>Longer side of a picture that is held against another one, in pixels.</summary>
    public const int LargestJudgedSide = 1568;

    private const int LargestPng = 2 << 20;
    private const int JpegQuality = 92;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <summary>PNG, or JPEG where that would be large; of at most 1024 px a side.</summary>
    /// <param name="image">PNG, JPEG, WebP or GIF.</param>
    /// <param name="cancellationToken">Checked between the steps.</param>
    /// <exception cref="ImagingException">It cannot be decoded.</exception>
    public static Task<ReadOnlyMemory<byte>> PrepareAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
        => Task.Run(() => Prepare(image, LargestSide, LargestPng, cancellationToken), cancellationToken);

    /// <summary>PNG of a picture that came without loss, JPEG of another; of at most 1568 px a side.</summary>
    /// <param name="image">PNG, JPEG, WebP or GIF.</param>
    /// <param name="cancellationToken">Checked between the steps.</param>
    /// <exception cref="ImagingException">It cannot be decoded.</exception>
    public static Task<ReadOnlyMemory<byte>> ForJudgeAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
        => Task.Run(() => Prepare(image, LargestJudgedSide, MediaType(image) == "image/jpeg" ? 0 : int.MaxValue, cancellationToken), cancellationToken);

    /// <summary>The media type of a picture that was prepared.</summary>
    public static string MediaType(ReadOnlyMemory<byte> picture) => picture.Span is [0xFF, 0xD8, ..] ? "image/jpeg" : "image/png";

    public static string DataUrl(ReadOnlyMemory<byte> picture) => $"data:{MediaType(picture)};base64,{Convert.ToBase64String(picture.Span)}";

    private static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> image, int largestSide, int largestPng, CancellationToken cancellationToken)
    {
        RgbImage pixels = Codec.Decode(image);
        cancellationToken.ThrowIfCancellationRequested();
        double scale = Math.Min(1, (double)largestSide / Math.Max(pixels.Width, pixels.Height));
        RgbImage small = scale < 1 ? Codec.Resize(pixels, Scaled(pixels.Width, scale), Scaled(pixels.Height, scale)) : pixels;
        cancellationToken.ThrowIfCancellationRequested();
        if (largestPng == 0)
            return Codec.EncodeJpeg(small, JpegQuality);
        byte[] png = Codec.EncodePng(small);
        return png.Length <= largestPng ? png : Codec.EncodeJpeg(small, JpegQuality);
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
