using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>What a darkroom does to a drawn scene: exposure, saturation, contrast, bloom, softness, vignette and grain.</summary>
internal static class Grading
{
    private const int BloomShrink = 8;
    private const double FilmGrain = 3;

    public static RgbImage Apply(RgbImage drawn, SceneLatent scene, ulong seed, ImageCodec codec)
    {
        RgbImage source = Soften(drawn, scene, codec);
        RgbImage bloom = codec.Resize(codec.Resize(source, Math.Max(4, source.Width / BloomShrink), Math.Max(4, source.Height / BloomShrink)), source.Width, source.Height);
        int width = source.Width;
        int height = source.Height;
        byte[] pixels = new byte[source.Pixels.Length];
        double exposure = Math.Pow(2, (scene.LightIntensity - 0.5) * 1.7) * (1 - (0.08 * scene.Night));
        double saturation = 0.25 + (1.5 * scene.Saturation);
        double contrast = 0.6 + (0.8 * scene.Contrast);
        double warmth = (scene.LightWarmth - 0.5) * 2;
        double redGain = 1 + (0.16 * warmth);
        double greenGain = 1 - (0.03 * Math.Abs(warmth));
        double blueGain = 1 - (0.24 * warmth);
        double glow = 0.10 + (0.5 * scene.Glow);
        double vignette = 0.16 + (0.3 * scene.Spotlight) + (0.12 * Math.Max(0, scene.Contrast - 0.5));
        ReadOnlySpan<byte> from = source.Pixels;
        ReadOnlySpan<byte> soft = bloom.Pixels;
        for (int y = 0; y < height; y++)
        {
            double dy = ((y + 0.5) / height) - 0.5;
            for (int x = 0; x < width; x++)
            {
                int at = ((y * width) + x) * 3;
                double dx = ((x + 0.5) / width) - 0.5;
                double shade = 1 - (vignette * Math.Min(1, ((dx * dx) + (dy * dy)) * 2));
                double r = Screen(from[at] * exposure, soft[at], glow) * redGain;
                double g = Screen(from[at + 1] * exposure, soft[at + 1], glow) * greenGain;
                double b = Screen(from[at + 2] * exposure, soft[at + 2], glow) * blueGain;
                double luma = (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
                double noise = (Grain.At(seed, x, y) - 0.5) * FilmGrain;
                pixels[at] = Tone(luma + ((r - luma) * saturation), contrast, shade, noise);
                pixels[at + 1] = Tone(luma + ((g - luma) * saturation), contrast, shade, noise);
                pixels[at + 2] = Tone(luma + ((b - luma) * saturation), contrast, shade, noise);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Adds the light around bright places: screen blend with what is above the middle of the blurred picture.</summary>
    private static double Screen(double value, byte soft, double amount)
    {
        double light = Math.Max(0, soft - 150) * amount;
        double kept = Math.Min(value, 255);
        return kept + (light * (255 - kept) / 255);
    }

    private static byte Tone(double value, double contrast, double shade, double noise)
        => (byte)Math.Clamp((((value - 118) * contrast) + 118) * shade + noise + 0.5, 0, 255);

    private static RgbImage Soften(RgbImage image, SceneLatent scene, ImageCodec codec)
    {
        double blur = Math.Max(0, 0.42 - scene.Sharpness) * 2.4;
        if (blur <= 0)
            return image;
        double share = 1 / (1 + (6 * blur));
        return codec.Resize(codec.Resize(image, Math.Max(8, (int)(image.Width * share)), Math.Max(8, (int)(image.Height * share))), image.Width, image.Height);
    }
}
