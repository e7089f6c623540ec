namespace RefineWorkflows.Imaging;

/// <summary>
/// A picture in memory: 8-bit sRGB, three interleaved bands (R, G, B), row-major from the top left, no padding between
/// rows, no alpha. Immutable, so it may be shared between threads.
/// </summary>
public sealed class RgbImage
{
    private readonly byte[] _pixels;

    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Exactly width × height × 3 bytes. The image owns the array from here on: do not write to it again.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height * 3)
            throw new ArgumentException($"An image of {width}×{height} needs {(long)width * height * 3} bytes of RGB, not {pixels.LongLength}.", nameof(pixels));
        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Width × Height × 3 bytes: R, G, B of the first pixel, then of the one to its right.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;
}
