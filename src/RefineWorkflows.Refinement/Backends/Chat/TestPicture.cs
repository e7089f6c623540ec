using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>A small red square, to find out whether a model looks at pictures at all.</summary>
internal static class TestPicture
{
    // Some vision encoders refuse pictures smaller than one of their patches.
    private const int Side = 64;

    public static ReadOnlyMemory<byte> Png { get; } = new ImageCodec(ImageLimits.Default).EncodePng(Red());

    private static RgbImage Red()
    {
        byte[] pixels = new byte[Side * Side * 3];
        for (int at = 0; at < pixels.Length; at += 3)
            pixels[at] = 220;
        return new RgbImage(Side, Side, pixels);
    }
}
