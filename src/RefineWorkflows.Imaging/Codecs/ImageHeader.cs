namespace RefineWorkflows.Imaging.Codecs;

/// <summary>What a file says about its picture.</summary>
/// <param name="Format">Encoding.</param>
/// <param name="Width">Pixels per row as shown, after the rotation that EXIF asks for.</param>
/// <param name="Height">Rows as shown.</param>
/// <param name="Frames">Frames of an animation; 1 for a still picture.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Frames);
