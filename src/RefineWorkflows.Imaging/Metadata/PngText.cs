using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace RefineWorkflows.Imaging.Metadata;

/// <summary>Texts inside a PNG (PNG specification §11.3.3): prompts, seeds, lineage. Pure C#, pixels untouched.</summary>
public static class PngText
{
    /// <summary>The longest text that is read or written, in bytes of UTF-8: 4 MiB.</summary>
    public const int LongestText = 4 << 20;

    private const int MostTexts = 256;

    /// <summary>Reads every tEXt, zTXt and iTXt chunk. Of a keyword that stands twice, the last one counts.</summary>
    /// <param name="png">The whole file.</param>
    /// <exception cref="InvalidImageException">Not a PNG, cut short, a checksum of a text does not hold, or texts beyond 256 pieces, 4 MiB each or 16 Mi characters together.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> png)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var (found, length) = (0, 0L);
        var chunks = new PngChunks(png);
        while (chunks.MoveNext())
        {
            if (!IsText(chunks.Type))
                continue;
            if (!chunks.CrcHolds)
                throw new InvalidImageException($"The PNG's text at byte {chunks.Whole.Start} is damaged: its checksum does not hold.");
            if (++found > MostTexts)
                throw new InvalidImageException($"The PNG holds more than {MostTexts} texts; no program writes so many.");
            var (keyword, text) = Parse(chunks.Type, chunks.Data);
            texts[keyword] = text;
            length += text.Length;
            if (length > 4L * LongestText)
                throw new InvalidImageException($"The PNG holds more than {4L * LongestText} characters of text; no program writes so many.");
        }

        return texts;
    }

    /// <summary>Stores texts as uncompressed UTF-8 (iTXt), before the pixels, so that a reader finds them first. Texts that already stand under one of the keywords are replaced, all others stay.</summary>
    /// <param name="png">The whole file.</param>
    /// <param name="texts">Keyword → text. A keyword has 1 to 79 printable Latin-1 characters without spaces at its ends; a text has no NUL.</param>
    /// <returns>The file with the texts; the same order of keywords (ordinal) for the same set.</returns>
    /// <exception cref="ArgumentException">A keyword or a text is not one that PNG can hold.</exception>
    /// <exception cref="InvalidImageException">Not a PNG, or cut short.</exception>
    public static byte[] Write(ReadOnlySpan<byte> png, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var result = new MemoryStream(png.Length + 1024);
        result.Write(png[..8]);
        var written = false;
        var chunks = new PngChunks(png);
        while (chunks.MoveNext())
        {
            if (!written && !chunks.Type.SequenceEqual("IHDR"u8))
            {
                foreach (var (keyword, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    WriteChunk(result, keyword, text);
                written = true;
            }

            if (!IsText(chunks.Type) || !texts.ContainsKey(Keyword(chunks.Data)))
                result.Write(png[chunks.Whole]);
        }

        return result.ToArray();
    }

    private static void WriteChunk(MemoryStream result, string keyword, string text)
    {
        if (keyword.Length is 0 or > 79 || keyword.Trim() != keyword || keyword.Any(letter => letter is < ' ' or (>= '\x7F' and < '\xA1') or > '\xFF'))
            throw new ArgumentException($"'{keyword}' is no PNG keyword: 1 to 79 printable Latin-1 characters without spaces at the ends.", nameof(keyword));
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"The text '{keyword}' holds a NUL character, which PNG forbids.", nameof(text));
        if (Encoding.UTF8.GetByteCount(text) > LongestText)
            throw new ArgumentException($"The text '{keyword}' is longer than {LongestText} bytes.", nameof(text));
        // Keyword, NUL, not compressed, method 0, no language, no translated keyword.
        byte[] body = [.. "iTXt"u8, .. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length - 4);
        result.Write(number);
        result.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(body));
        result.Write(number);
    }

    private static bool IsText(ReadOnlySpan<byte> type) => type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8);

    private static string Keyword(ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? data : data[..end]);
    }

    private static (string Keyword, string Text) Parse(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var rest = data;
        var keyword = Encoding.Latin1.GetString(Until(ref rest));
        if (keyword.Length is 0 or > 79)
            throw new InvalidImageException($"A text of the PNG has a keyword of {keyword.Length} characters; 1 to 79 are allowed.");
        if (type.SequenceEqual("tEXt"u8))
            return (keyword, Encoding.Latin1.GetString(Bounded(rest, keyword)));
        var compressed = true;
        if (type.SequenceEqual("iTXt"u8))
            compressed = Take(ref rest) != 0;
        if (Take(ref rest) != 0 && compressed)
            throw new InvalidImageException($"The text '{keyword}' of the PNG is compressed by a method that PNG does not define.");
        if (type.SequenceEqual("zTXt"u8))
            return (keyword, Encoding.Latin1.GetString(Inflate(rest, keyword)));
        Until(ref rest);
        Until(ref rest);
        return (keyword, Encoding.UTF8.GetString(compressed ? Inflate(rest, keyword) : Bounded(rest, keyword)));
    }

    private static ReadOnlySpan<byte> Bounded(ReadOnlySpan<byte> text, string keyword) => text.Length <= LongestText
        ? text
        : throw new InvalidImageException($"The text '{keyword}' of the PNG is longer than {LongestText} bytes.");

    private static ReadOnlySpan<byte> Until(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        if (end < 0)
            throw new InvalidImageException("A text of the PNG is damaged: it has no end of its keyword.");
        var part = rest[..end];
        rest = rest[(end + 1)..];
        return part;
    }

    private static byte Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            throw new InvalidImageException("A text of the PNG is damaged: it ends after its keyword.");
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> compressed, string keyword)
    {
        using var unpacking = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        var text = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            for (int read; (read = unpacking.Read(buffer)) > 0;)
            {
                text.Write(buffer, 0, read);
                Bounded(text.GetBuffer().AsSpan(0, (int)text.Length), keyword);
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidImageException($"The compressed text '{keyword}' of the PNG is damaged.", damaged);
        }

        return text.ToArray();
    }
}
