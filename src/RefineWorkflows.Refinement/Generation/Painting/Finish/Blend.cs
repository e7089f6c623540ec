using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Lets the reference's own pixels through while the strength is low, as image-to-image models keep its structure.</summary>
internal static class Blend
{
    /// <summary>From this strength on, nothing of the reference's pixels is kept.</summary>
    private const double Gone = 0.35;

    public static RgbImage Keep(RgbImage reference, RgbImage painted, double strength)
    {
        double kept = Math.Max(0, 1 - (strength / Gone));
        if (kept <= 0)
            return painted;
        int share = (int)Math.Round(kept * 256);
        byte[] pixels = new byte[painted.Pixels.Length];
        ReadOnlySpan<byte> old = reference.Pixels;
        ReadOnlySpan<byte> fresh = painted.Pixels;
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(((old[i] * share) + (fresh[i] * (256 - share)) + 128) >> 8);
        return new RgbImage(painted.Width, painted.Height, pixels);
    }
}
