namespace RefineWorkflows.Imaging.Clips;

/// <summary>The file formats of moving pictures that are taken from outside.</summary>
public enum ClipFormat
{
    Webp,
    Gif,
    Mp4,
    Webm,
}
