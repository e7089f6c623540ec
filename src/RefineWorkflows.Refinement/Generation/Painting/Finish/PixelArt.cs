using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Pixel art: big square pixels in a palette of few colours, which median cut chooses from the picture itself.</summary>
internal static class PixelArt
{
    public const int PaletteSize = 24;
    private const int PixelsAcross = 84;

    public static RgbImage Apply(RgbImage image, ImageCodec codec)
    {
        int block = Math.Max(2, Math.Min(image.Width, image.Height) / PixelsAcross);
        RgbImage small = codec.Resize(image, Math.Max(1, image.Width / block), Math.Max(1, image.Height / block));
        byte[] palette = Palette(small);
        byte[] few = new byte[small.Pixels.Length];
        for (int at = 0; at < few.Length; at += 3)
            palette.AsSpan(Nearest(palette, small.Pixels.Slice(at, 3)) * 3, 3).CopyTo(few.AsSpan(at));
        byte[] pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                int from = ((Math.Min(y / block, small.Height - 1) * small.Width) + Math.Min(x / block, small.Width - 1)) * 3;
                few.AsSpan(from, 3).CopyTo(pixels.AsSpan(((y * image.Width) + x) * 3));
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>Heckbert's median cut: the box of colours with the widest channel is halved until there are enough.</summary>
    private static byte[] Palette(RgbImage image)
    {
        int[] colours = new int[image.Width * image.Height];
        for (int i = 0; i < colours.Length; i++)
            colours[i] = (image.Pixels[i * 3] << 16) | (image.Pixels[(i * 3) + 1] << 8) | image.Pixels[(i * 3) + 2];
        List<ArraySegment<int>> boxes = [colours];
        while (boxes.Count < PaletteSize)
        {
            (int widest, int shift, int spread) = (0, 0, -1);
            for (int i = 0; i < boxes.Count; i++)
            {
                (int own, int width) = Widest(boxes[i]);
                if (width > spread)
                    (widest, shift, spread) = (i, own, width);
            }

            if (spread <= 0)
                break;
            ArraySegment<int> box = boxes[widest];

            // Whole colours as the second key: equal channels must not be left to the sort's own order.
            box.AsSpan().Sort((a, b) => ((a >> shift) & 255) != ((b >> shift) & 255) ? ((a >> shift) & 255) - ((b >> shift) & 255) : a - b);
            boxes[widest] = box[..(box.Count / 2)];
            boxes.Add(box[(box.Count / 2)..]);
        }

        return [.. boxes.SelectMany(Mean)];
    }

    private static (int Shift, int Spread) Widest(ArraySegment<int> box)
    {
        (int shift, int spread) = (0, -1);
        foreach (int channel in (ReadOnlySpan<int>)[8, 16, 0])
        {
            int least = 255, most = 0;
            foreach (int colour in box)
            {
                least = Math.Min(least, (colour >> channel) & 255);
                most = Math.Max(most, (colour >> channel) & 255);
            }

            if (box.Count > 1 && most - least > spread)
                (shift, spread) = (channel, most - least);
        }

        return (shift, spread);
    }

    private static byte[] Mean(ArraySegment<int> box)
    {
        long red = 0, green = 0, blue = 0;
        foreach (int colour in box)
        {
            red += colour >> 16;
            green += (colour >> 8) & 255;
            blue += colour & 255;
        }

        return [(byte)(red / box.Count), (byte)(green / box.Count), (byte)(blue / box.Count)];
    }

    private static int Nearest(byte[] palette, ReadOnlySpan<byte> colour)
    {
        (int nearest, int least) = (0, int.MaxValue);
        for (int i = 0; i < palette.Length; i += 3)
        {
            int red = palette[i] - colour[0], green = palette[i + 1] - colour[1], blue = palette[i + 2] - colour[2];
            int distance = (3 * red * red) + (6 * green * green) + (blue * blue);
            if (distance < least)
                (nearest, least) = (i / 3, distance);
        }

        return nearest;
    }
}
