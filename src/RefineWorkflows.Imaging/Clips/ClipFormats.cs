using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Clips;

/// <summary>Tells moving pictures by content, and what their files are called.</summary>
public static class ClipFormats
{
    private const int DocTypeWithin = 64;

    /// <summary>The format by the first bytes; null for all else. A WebP or GIF may still be a still one: its header tells.</summary>
    public static ClipFormat? Recognise(ReadOnlySpan<byte> file) => file switch
    {
        _ when ImageSignature.Recognise(file) is ImageFormat.Webp => ClipFormat.Webp,
        _ when ImageSignature.Recognise(file) is ImageFormat.Gif => ClipFormat.Gif,
        _ when file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8) => ClipFormat.Mp4,
        // An EBML header may be any Matroska; the document's type stands in its first bytes.
        [0x1A, 0x45, 0xDF, 0xA3, ..] when file[..Math.Min(file.Length, DocTypeWithin)].IndexOf("webm"u8) > 0 => ClipFormat.Webm,
        _ => null,
    };

    /// <summary>The file extension, without the dot.</summary>
    public static string ExtensionOf(ClipFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>Whether the format is a video, whose frames only ffmpeg reads, and not an animated picture.</summary>
    public static bool IsVideo(ClipFormat format) => format is ClipFormat.Mp4 or ClipFormat.Webm;
}
