namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>An opaque sRGB colour, channels in [0, 1].</summary>
internal readonly record struct Ink(double R, double G, double B)
{
    public static readonly Ink White = new(1, 1, 1);
    public static readonly Ink Black = new(0, 0, 0);

    /// <summary>A colour from 0xRRGGBB.</summary>
    public static implicit operator Ink(int rgb) => new(((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0);

    /// <summary>A colour from hue, saturation and lightness; the hue is in turns (0 red, 1/3 green, 2/3 blue) and wraps.</summary>
    public static Ink Hsl(double hue, double saturation, double lightness)
    {
        double spread = saturation * Math.Min(lightness, 1 - lightness);
        double Channel(double offset)
        {
            double k = (offset + (hue - Math.Floor(hue)) * 12) % 12;
            return lightness - spread * Math.Clamp(Math.Min(k - 3, 9 - k), -1, 1);
        }

        return new Ink(Channel(0), Channel(8), Channel(4));
    }

    /// <summary>Rec. 709 weights on the encoded channels: cheap, and good enough to order colours.</summary>
    public double Luma => 0.2126 * R + 0.7152 * G + 0.0722 * B;

    public (double Hue, double Saturation, double Lightness) ToHsl()
    {
        double max = Math.Max(R, Math.Max(G, B)), min = Math.Min(R, Math.Min(G, B)), spread = max - min, lightness = (max + min) / 2;
        if (spread < 1e-9)
            return (0, 0, lightness);
        double hue = max == R ? (G - B) / spread : max == G ? 2 + (B - R) / spread : 4 + (R - G) / spread;
        hue /= 6;
        return (hue - Math.Floor(hue), spread / (1 - Math.Abs(2 * lightness - 1)), lightness);
    }

    public Ink Mix(Ink other, double share) => new(R + (other.R - R) * share, G + (other.G - G) * share, B + (other.B - B) * share);
    public Ink Light(double share) => Mix(White, share);

    /// <summary>Shadows lean to blue-violet, as they do under a sky; plain black looks dirty.</summary>
    public Ink Dark(double share) => Mix(new Ink(0.07, 0.03, 0.11), share);

    public override string ToString()
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{Byte(R):x2}{Byte(G):x2}{Byte(B):x2}");

    private static int Byte(double channel) => (int)Math.Round(Math.Clamp(channel, 0, 1) * 255);
}
