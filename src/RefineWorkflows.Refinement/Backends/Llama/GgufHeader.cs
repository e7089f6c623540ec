using System.Text;

namespace RefineWorkflows.Refinement.Backends.Llama;

/// <summary>The little that is needed of a GGUF file's metadata: magic, version, two counts, then keys with typed values (ggml's <c>docs/gguf.md</c>).</summary>
internal static class GgufHeader
{
    private const string Layers = ".block_count";
    private const ulong MostKeys = 100_000;
    private const ulong MostBytes = 64L << 20;

    /// <summary>How many layers the model has; null where the file does not tell or is no GGUF file of version 2 or 3.</summary>
    public static int? LayersOf(string file)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(file), Encoding.UTF8);
            return Find(reader);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Cut off, gone or locked away: whoever starts the server hears of it from the server.
            return null;
        }
    }

    private static int? Find(BinaryReader reader)
    {
        if (!reader.ReadBytes(4).AsSpan().SequenceEqual("GGUF"u8) || reader.ReadUInt32() is not (2 or 3))
            return null;
        reader.ReadUInt64();
        ulong keys = reader.ReadUInt64();
        for (ulong key = 0; key < Math.Min(keys, MostKeys); key++)
        {
            if (Text(reader) is not { } name)
                return null;
            uint type = reader.ReadUInt32();
            // Type 4 is a 32-bit count, as every model writes it.
            if (name.EndsWith(Layers, StringComparison.Ordinal))
                return type is 4 or 5 && reader.ReadUInt32() is > 0 and < 10_000 and var count ? (int)count : null;
            if (!Skip(reader, type))
                return null;
        }

        return null;
    }

    private static string? Text(BinaryReader reader)
        => reader.ReadUInt64() is <= MostBytes and var length && reader.ReadBytes((int)length) is var bytes && bytes.Length == (int)length ? Encoding.UTF8.GetString(bytes) : null;

    private static bool Skip(BinaryReader reader, uint type)
    {
        switch (type)
        {
            case 8:
                return Text(reader) is not null;
            case 9:
                uint of = reader.ReadUInt32();
                ulong count = reader.ReadUInt64();
                if (of == 9 || count > MostBytes)
                    return false;
                for (ulong one = 0; one < count; one++)
                {
                    if (!Skip(reader, of))
                        return false;
                }

                return true;
            default:
                int size = type switch { 0 or 1 or 7 => 1, 2 or 3 => 2, 4 or 5 or 6 => 4, 10 or 11 or 12 => 8, _ => 0 };
                return size > 0 && reader.ReadBytes(size).Length == size;
        }
    }
}
