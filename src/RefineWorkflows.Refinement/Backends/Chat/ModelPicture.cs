using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>A picture as vision models get it: PNG, or JPEG where that would be large, of at most 1024 px a side.</summary>
internal static class ModelPicture
{
    public const int LargestSide = 1024;
    private const int LargestPng = 2 << 20;
    private const int JpegQuality = 92;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <param name="image">PNG, JPEG, WebP or GIF.</param>
    /// <param name="cancellationToken">Checked between the steps.</param>
    /// <exception cref="ImagingException">It cannot be decoded.</exception>
    public static Task<ReadOnlyMemory<byte>> PrepareAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
        => Task.Run(() => Prepare(image, cancellationToken), cancellationToken);

    /// <summary>The media type of a picture that was prepared.</summary>
    public static string MediaType(ReadOnlyMemory<byte> picture) => picture.Span is [0xFF, 0xD8, ..] ? "image/jpeg" : "image/png";

    public static string DataUrl(ReadOnlyMemory<byte> picture) => $"data:{MediaType(picture)};base64,{Convert.ToBase64String(picture.Span)}";

    private static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
    {
        RgbImage pixels = Codec.Decode(image);
        cancellationToken.ThrowIfCancellationRequested();
        double scale = Math.Min(1, (double)LargestSide / Math.Max(pixels.Width, pixels.Height));
        RgbImage small = scale < 1 ? Codec.Resize(pixels, Scaled(pixels.Width, scale), Scaled(pixels.Height, scale)) : pixels;
        cancellationToken.ThrowIfCancellationRequested();
        byte[] png = Codec.EncodePng(small);
        return png.Length <= LargestPng ? png : Codec.EncodeJpeg(small, JpegQuality);
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
