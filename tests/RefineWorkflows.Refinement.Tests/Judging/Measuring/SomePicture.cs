using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Tests.Judging.Measuring;

/// <summary>Pictures of a disc before a wall, for judges that measure.</summary>
internal static class SomePicture
{
    public static readonly ImageCodec Codec = new(ImageLimits.Default);

    private const int Side = 96;

    public static byte[] Disc(
        (int R, int G, int B) disc,
        (int R, int G, int B) wall,
        double radius = 0.22,
        double x = 0.5,
        double y = 0.5,
        double softness = 0.004,
        int count = 1,
        double veil = 0,
        bool chequered = false)
        => Codec.EncodePng(Paint((px, py) =>
        {
            double nearest = Enumerable.Range(0, count).Min(at => Distance(px, py, x + ((at - ((count - 1) / 2.0)) * 0.28), y)) - radius;
            double inside = 1 / (1 + Math.Exp(nearest / softness));
            double wallLight = chequered && ((int)(px * 16) + (int)(py * 16)) % 2 == 0 ? 0.4 : 1;
            return (Mix(disc.R, wall.R * wallLight, inside, veil), Mix(disc.G, wall.G * wallLight, inside, veil), Mix(disc.B, wall.B * wallLight, inside, veil));
        }));

    public static byte[] Flat(byte level) => Codec.EncodePng(Paint((_, _) => (level, level, level)));

    private static double Distance(double px, double py, double x, double y) => Math.Sqrt(Math.Pow(px - x, 2) + Math.Pow(py - y, 2));

    private static byte Mix(double disc, double wall, double inside, double veil)
        => (byte)Math.Round((((disc * inside) + (wall * (1 - inside))) * (1 - veil)) + (215 * veil));

    private static RgbImage Paint(Func<double, double, (byte R, byte G, byte B)> colour)
    {
        var pixels = new byte[Side * Side * 3];
        for (int i = 0; i < Side * Side; i++)
            (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = colour((i % Side + 0.5) / Side, (i / Side + 0.5) / Side);
        return new RgbImage(Side, Side, pixels);
    }
}
