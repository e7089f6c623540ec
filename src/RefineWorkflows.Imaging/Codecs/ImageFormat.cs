namespace RefineWorkflows.Imaging.Codecs;

/// <summary>The encodings that are read, told apart by content, never by name.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
    Webp,
    Gif,
}
