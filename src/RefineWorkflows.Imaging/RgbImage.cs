namespace RefineWorkflows.Imaging;

/// <summary>A picture in memory: 8-bit sRGB, three bytes a pixel (R, G, B), row after row without padding. Never changes once made, so it may be read from any thread.</summary>
public sealed class RgbImage
{
    private readonly byte[] _pixels;

    /// <summary>Makes a picture of pixels that already exist.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Exactly width × height × 3 bytes. The picture takes the array over: the caller writes to it no more.</param>
    /// <exception cref="InvalidImageException">A side is below 1, or the array has another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1)
            throw new InvalidImageException($"A picture of {width}×{height} pixels has no area; both sides must be at least 1.");
        if (pixels.LongLength != (long)width * height * 3)
            throw new InvalidImageException($"A picture of {width}×{height} pixels needs {(long)width * height * 3} bytes of RGB, but {pixels.LongLength} were given.");
        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels: R, G, B of (0,0), then of (1,0), and so on; width × height × 3 bytes.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;
}
