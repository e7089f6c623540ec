namespace RefineWorkflows.Imaging.Tests;

/// <summary>Pictures that tests agree on.</summary>
internal static class Pictures
{
    internal static RgbImage Solid(int width, int height, byte red, byte green, byte blue) =>
        Paint(width, height, (_, _) => (red, green, blue));

    internal static RgbImage Noise(int width, int height, int seed)
    {
        var pixels = new byte[width * height * 3];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    internal static RgbImage Gradient(int width, int height) =>
        Paint(width, height, (x, y) => ((byte)(x * 255 / width), (byte)(y * 255 / height), 128));

    internal static RgbImage Paint(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> colour)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                (pixels[(y * width + x) * 3], pixels[(y * width + x) * 3 + 1], pixels[(y * width + x) * 3 + 2]) = colour(x, y);
        }

        return new RgbImage(width, height, pixels);
    }

    internal static (byte Red, byte Green, byte Blue) At(this RgbImage image, int x, int y)
    {
        var place = (y * image.Width + x) * 3;
        return (image.Pixels[place], image.Pixels[place + 1], image.Pixels[place + 2]);
    }
}
