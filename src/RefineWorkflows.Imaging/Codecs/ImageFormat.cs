namespace RefineWorkflows.Imaging.Codecs;

/// <summary>The file formats that are read from outside.</summary>
public enum ImageFormat
{
    Png,
    Jpeg,
    Webp,
    Gif,
}
