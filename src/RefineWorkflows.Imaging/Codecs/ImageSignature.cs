namespace RefineWorkflows.Imaging.Codecs;

/// <summary>Tells a file's format by its first bytes, and whether its container is whole.</summary>
internal static class ImageSignature
{
    internal static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format, or null when it is none of those that are read.</summary>
    internal static ImageFormat? Recognise(ReadOnlySpan<byte> file) => file switch
    {
        _ when file.StartsWith(Png) => ImageFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        _ when file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8) => ImageFormat.Webp,
        _ when file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) => ImageFormat.Gif,
        _ => null,
    };
}
