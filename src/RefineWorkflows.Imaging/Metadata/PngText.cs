using System.IO.Compression;
using System.Text;

namespace RefineWorkflows.Imaging.Metadata;

/// <summary>
/// Key and text pairs in PNG files (PNG specification, third edition, §11.3.3). Written here and not by libvips, which
/// writes UTF-8 where other readers expect Latin-1. Pixels are neither read nor changed.
/// </summary>
public static class PngText
{
    private const int LongestText = 1 << 20;
    private const int LongestTogether = 4 << 20;

    /// <summary>
    /// Reads tEXt, zTXt and iTXt chunks. Of a key that is there twice the last text wins. Damaged chunks, texts of more than
    /// 1 MiB (unpacked) and everything after 4 MiB together are left out: metadata must not keep a picture from being used.
    /// </summary>
    /// <exception cref="InvalidImageException">Not a PNG, or cut off.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> png)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        int together = 0;
        foreach (PngChunk chunk in PngChunk.Walk(png))
        {
            if (!IsText(chunk) || !chunk.IsIntact(png) || Parse(chunk.Type, png[chunk.Data]) is not var (key, text))
                continue;
            together += text.Length;
            if (together > LongestTogether)
                break;
            texts[key] = text;
        }

        return texts;
    }

    /// <summary>
    /// Returns the PNG with these texts in front of its pixels: Latin-1 text as tEXt, everything else as iTXt (UTF-8).
    /// Texts under the same keys are replaced, others stay.
    /// </summary>
    /// <param name="png">A complete PNG.</param>
    /// <param name="texts">Keys of 1 to 79 printable Latin-1 characters without outer or double spaces; texts without NUL, at most 1 MiB each.</param>
    /// <exception cref="InvalidImageException">Not a PNG, or cut off.</exception>
    /// <exception cref="ArgumentException">A key or text is outside what PNG allows.</exception>
    public static byte[] Write(ReadOnlySpan<byte> png, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach ((string key, string text) in texts)
            Check(key, text);
        using var result = new MemoryStream(png.Length + 1024);
        result.Write(png[..8]);
        bool written = false;
        foreach (PngChunk chunk in PngChunk.Walk(png))
        {
            if (!written && chunk.Type is "IDAT" or "IEND")
            {
                foreach ((string key, string text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    Append(result, key, text);
                written = true;
            }

            if (!IsText(chunk) || Key(png[chunk.Data]) is not { } old || !texts.ContainsKey(old))
                result.Write(png[chunk.Whole]);
        }

        return result.ToArray();
    }

    private static bool IsText(PngChunk chunk) => chunk.Type is "tEXt" or "zTXt" or "iTXt";

    private static string? Key(ReadOnlySpan<byte> data)
        => data.IndexOf((byte)0) is > 0 and <= 79 and var end ? Encoding.Latin1.GetString(data[..end]) : null;

    private static (string Key, string Text)? Parse(string type, ReadOnlySpan<byte> data)
    {
        if (Key(data) is not { } key)
            return null;
        ReadOnlySpan<byte> rest = data[(key.Length + 1)..];
        string? text = type switch
        {
            "tEXt" => rest.Length <= LongestText ? Encoding.Latin1.GetString(rest) : null,
            "zTXt" => rest is [0, .. var packed] && Unpack(packed) is { } plain ? Encoding.Latin1.GetString(plain) : null,
            _ => International(rest),
        };
        return text is null ? null : (key, text);
    }

    // compression flag, method, language tag NUL, translated key NUL, text
    private static string? International(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 4)
            return null;
        bool packed = rest[0] != 0;
        rest = rest[2..];
        for (int field = 0; field < 2; field++)
        {
            int end = rest.IndexOf((byte)0);
            if (end < 0)
                return null;
            rest = rest[(end + 1)..];
        }

        ReadOnlySpan<byte> plain = packed ? Unpack(rest) : rest;
        return plain.Length <= LongestText && (!packed || !plain.IsEmpty) ? Encoding.UTF8.GetString(plain) : null;
    }

    private static byte[]? Unpack(ReadOnlySpan<byte> packed)
    {
        try
        {
            using var unpack = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var plain = new byte[LongestText + 1];
            int length = unpack.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return length > LongestText ? null : plain[..length];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Check(string key, string text)
    {
        bool printable = key.All(c => c is (>= ' ' and <= '~') or (>= '\u00A1' and <= '\u00FF'));
        if (key.Length is 0 or > 79 || !printable || key != key.Trim(' ') || key.Contains("  ", StringComparison.Ordinal))
            throw new ArgumentException($"'{key}' is no key for a PNG text: 1 to 79 printable Latin-1 characters, no spaces around or doubled.");
        if (text.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(text) > LongestText)
            throw new ArgumentException($"The PNG text under '{key}' holds a NUL or more than {LongestText} bytes.");
    }

    private static void Append(MemoryStream target, string key, string text)
    {
        if (text.All(c => c is '\n' or (>= ' ' and <= '~') or (>= '\u00A0' and <= '\u00FF')))
            PngChunk.Append(target, "tEXt"u8, [.. Encoding.Latin1.GetBytes(key), 0, .. Encoding.Latin1.GetBytes(text)]);
        else
            PngChunk.Append(target, "iTXt"u8, [.. Encoding.Latin1.GetBytes(key), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)]);
    }
}
