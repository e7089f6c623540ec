using System.Buffers.Binary;
using System.Text;

namespace RefineWorkflows.Imaging.Metadata;

/// <summary>One chunk of a PNG: where it lies in the file, and what it is called.</summary>
internal readonly record struct PngChunk(int Start, int DataLength, string Type)
{
    private const int Overhead = 12;

    /// <summary>Length, type, data and check sum.</summary>
    public Range Whole => Start..(Start + Overhead + DataLength);

    public Range Data => (Start + 8)..(Start + 8 + DataLength);

    /// <summary>Walks the chunks up to and with IEND. Whatever follows IEND is no part of the picture.</summary>
    /// <exception cref="InvalidImageException">No PNG, cut off.</exception>
    public static List<PngChunk> Walk(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            throw new InvalidImageException("This is no PNG: the signature is missing.");
        var chunks = new List<PngChunk>();
        for (int start = 8; start < png.Length;)
        {
            if (png.Length - start < Overhead)
                break;
            uint length = BinaryPrimitives.ReadUInt32BigEndian(png[start..]);
            if (length > png.Length - start - Overhead)
                break;
            var chunk = new PngChunk(start, (int)length, Encoding.Latin1.GetString(png.Slice(start + 4, 4)));
            if (chunks.Count == 0 && chunk.Type != "IHDR")
                throw new InvalidImageException($"The PNG starts with the chunk '{chunk.Type}' instead of IHDR.");
            chunks.Add(chunk);
            if (chunk.Type == "IEND")
                return chunks;
            start += Overhead + (int)length;
        }

        throw new InvalidImageException("The PNG is cut off: it ends before its IEND chunk.");
    }

    /// <summary>Whether the stored check sum fits type and data.</summary>
    public bool IsIntact(ReadOnlySpan<byte> png)
        => Crc32.Of(png.Slice(Start + 4, 4 + DataLength)) == BinaryPrimitives.ReadUInt32BigEndian(png[(Start + 8 + DataLength)..]);

    public static void Append(Stream target, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        target.Write(number);
        target.Write(type);
        target.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(data, Crc32.Of(type)));
        target.Write(number);
    }
}
