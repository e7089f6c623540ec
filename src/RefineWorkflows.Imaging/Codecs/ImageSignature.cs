namespace RefineWorkflows.Imaging.Codecs;

/// <summary>Tells encodings apart by their first bytes, before native code sees any of them.</summary>
internal static class ImageSignature
{
    public static ImageFormat? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return ImageFormat.Png;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return ImageFormat.Jpeg;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return ImageFormat.Gif;
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8))
            return ImageFormat.Webp;
        return null;
    }

    /// <summary>What the bytes seem to be instead, for the refusal's text.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> text = bytes.TrimStart(" \t\r\n\xEF\xBB\xBF"u8);
        if (bytes.IsEmpty)
            return "it is empty";
        if (text.StartsWith("<svg"u8) || (text.StartsWith("<?xml"u8) && text[..Math.Min(text.Length, 1024)].IndexOf("<svg"u8) >= 0))
            return "it is an SVG drawing, which is not taken from outside";
        return $"its first bytes are {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 8)])}";
    }
}
