using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Tests.Quality;

/// <summary>Frames of clips, painted pixel by pixel.</summary>
internal static class SomeFrame
{
    private static readonly int[,] Grains = SomeGrains();

    public static RgbImage Flat(byte level, int width = 16, int height = 16) => Paint(width, height, (_, _) => (level, level, level));

    public static RgbImage Paint(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int at = 0; at < width * height; at++)
            (pixels[at * 3], pixels[(at * 3) + 1], pixels[(at * 3) + 2]) = colour(at % width, at / width);
        return new RgbImage(width, height, pixels);
    }

    /// <summary>A textured square on a textured ground, both of which never change but for the square's place.</summary>
    public static RgbImage Square(int left, int top, int side = 40, int width = 128, int height = 128) => Paint(width, height, (x, y) =>
    {
        bool inside = x >= left && x < left + side && y >= top && y < top + side;
        byte grain = (byte)(inside ? Grain(x - left, y - top, 0) : Grain(x, y, 1));
        return inside ? ((byte)(180 + (grain % 70)), (byte)(40 + (grain % 30)), (byte)30) : ((byte)20, (byte)(60 + (grain % 40)), (byte)(100 + (grain % 60)));
    });

    public static RgbImage Mirrored(RgbImage image) => Paint(image.Width, image.Height, (x, y) => At(image, image.Width - 1 - x, y));

    public static (byte R, byte G, byte B) At(RgbImage image, int x, int y)
    {
        int place = ((y * image.Width) + x) * 3;
        return (image.Pixels[place], image.Pixels[place + 1], image.Pixels[place + 2]);
    }

    /// <summary>The mean of the square of pixels around each, so many to each side.</summary>
    public static RgbImage Blurred(RgbImage image, int radius) => Paint(image.Width, image.Height, (x, y) =>
    {
        (int r, int g, int b, int count) = (0, 0, 0, 0);
        for (int row = Math.Max(0, y - radius); row <= Math.Min(image.Height - 1, y + radius); row++)
        {
            for (int column = Math.Max(0, x - radius); column <= Math.Min(image.Width - 1, x + radius); column++, count++)
            {
                (byte red, byte green, byte blue) = At(image, column, row);
                (r, g, b) = (r + red, g + green, b + blue);
            }
        }

        return ((byte)(r / count), (byte)(g / count), (byte)(b / count));
    });

    /// <summary>With evenly distributed noise of up to so many levels.</summary>
    public static RgbImage Noisy(RgbImage image, int levels, ulong seed)
    {
        byte[] pixels = image.Pixels.ToArray();
        for (int at = 0; at < pixels.Length; at++)
            pixels[at] = (byte)Math.Clamp(pixels[at] + StableRandom.Below((2 * levels) + 1, seed, "noise", at) - levels, 0, 255);
        return new RgbImage(image.Width, image.Height, pixels);
    }

    private static int Grain(int x, int y, int sort) => Grains[sort, (y / 3 * 50) + (x / 3)];

    private static int[,] SomeGrains()
    {
        int[,] grains = new int[2, 2500];
        for (int at = 0; at < grains.Length; at++)
            grains[at % 2, at / 2] = StableRandom.Below(256, 1, "grain", at);
        return grains;
    }
}
