namespace RefineWorkflows.Imaging.Codecs;

/// <summary>What a file may hold at most before it is refused; all three are checked from the header, before any pixel is decoded.</summary>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Pixels">Width × height of one frame.</param>
/// <param name="Frames">Frames of an animation.</param>
public sealed record ImageLimits(long Bytes, long Pixels, int Frames)
{
    /// <summary>Pixels of all frames together: four times those of one picture, because they are held at once when they are joined.</summary>
    public long AnimationPixels => 4 * Pixels;

    /// <summary>64 MiB, 64 megapixels (67 108 864), 500 frames.</summary>
    public static ImageLimits Default { get; } = new(64L << 20, 64L << 20, 500);
}
