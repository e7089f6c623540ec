using System.Buffers.Binary;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Metadata;

/// <summary>Walks the chunks of a PNG (length, type, data, CRC; PNG specification §5).</summary>
internal ref struct PngChunks
{
    private readonly ReadOnlySpan<byte> _file;
    private int _next;

    internal PngChunks(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(ImageSignature.Png))
            throw new InvalidImageException("The bytes are not a PNG: its signature is missing.");
        _file = file;
        _next = ImageSignature.Png.Length;
    }

    /// <summary>Where the current chunk starts, and where its CRC ends.</summary>
    internal Range Whole { get; private set; }

    internal ReadOnlySpan<byte> Type { get; private set; }

    internal ReadOnlySpan<byte> Data { get; private set; }

    internal readonly bool CrcHolds => Crc32.Of(_file[(Whole.Start.Value + 4)..(Whole.End.Value - 4)])
        == BinaryPrimitives.ReadUInt32BigEndian(_file[(Whole.End.Value - 4)..]);

    /// <summary>Refuses a PNG whose chunks do not lead to its IEND: pixels may be complete without it, but the file is cut short.</summary>
    internal static void RequireEnd(ReadOnlySpan<byte> file)
    {
        var chunks = new PngChunks(file);
        while (chunks.MoveNext())
            continue;
    }

    /// <summary>Goes to the next chunk; false after IEND.</summary>
    /// <exception cref="InvalidImageException">The file ends inside a chunk, or before IEND.</exception>
    internal bool MoveNext()
    {
        if (Type.SequenceEqual("IEND"u8))
            return false;
        var rest = _file[_next..];
        if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > (uint)(rest.Length - 12))
            throw new InvalidImageException($"The PNG is damaged or cut short: byte {_next} of {_file.Length} starts a chunk that is not whole.");
        Type = rest[4..8];
        Data = rest.Slice(8, (int)length);
        Whole = _next..(_next + 12 + (int)length);
        _next = Whole.End.Value;
        return true;
    }
}
