using System.IO.Compression;
using System.Text;
using RefineWorkflows.Imaging.Metadata;

namespace RefineWorkflows.Imaging.Tests;

/// <summary>Test pictures, made by formulas.</summary>
internal static class Some
{
    /// <summary>Smooth gradients with a few seeded rectangles: compresses like a picture, not like noise.</summary>
    public static RgbImage Image(int width, int height, int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[width * height * 3];
        (int X, int Y, int W, int H, byte[] Colour)[] boxes =
            [.. Enumerable.Range(0, 5).Select(_ => (random.Next(width), random.Next(height), random.Next(1, width), random.Next(1, height), Bytes(3, random.Next())))];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = pixels.AsSpan((y * width + x) * 3, 3);
                pixel[0] = (byte)(x * 255 / width);
                pixel[1] = (byte)(y * 255 / height);
                pixel[2] = (byte)(seed * 37);
                foreach (var box in boxes)
                {
                    if (x >= box.X && y >= box.Y && x < box.X + box.W / 2 && y < box.Y + box.H / 2)
                        box.Colour.CopyTo(pixel);
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    public static RgbImage Plain(int width, int height, byte r, byte g, byte b)
        => Painted(width, height, (_, _) => (r, g, b));

    public static RgbImage Painted(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        var pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                (pixels[(y * width + x) * 3], pixels[((y * width + x) * 3) + 1], pixels[((y * width + x) * 3) + 2]) = colour(x, y);
        }

        return new RgbImage(width, height, pixels);
    }

    public static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A PNG of which only the header is true: it claims a size and has next to no pixels.</summary>
    public static byte[] PngClaiming(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        PngChunk.Append(png, "IHDR"u8, [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]);
        PngChunk.Append(png, "IDAT"u8, Packed(new byte[64]));
        PngChunk.Append(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>An 8-bit PNG from raw rows (each starting with its filter byte).</summary>
    public static byte[] Png(int width, int height, byte colourType, byte[] rows)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        PngChunk.Append(png, "IHDR"u8, [.. BigEndian(width), .. BigEndian(height), 8, colourType, 0, 0, 0]);
        PngChunk.Append(png, "IDAT"u8, Packed(rows));
        PngChunk.Append(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>A GIF of this many frames of one pixel.</summary>
    public static byte[] Gif(int frames)
    {
        var gif = new List<byte>([.. Encoding.ASCII.GetBytes("GIF89a"), 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255]);
        for (int frame = 0; frame < frames; frame++)
            gif.AddRange([0x21, 0xF9, 4, 0, 5, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, (byte)(frame % 2 == 0 ? 0x44 : 0x4C), 1, 0]);
        gif.Add(0x3B);
        return [.. gif];
    }

    public static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal))
            pack.Write(plain);
        return packed.ToArray();
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
