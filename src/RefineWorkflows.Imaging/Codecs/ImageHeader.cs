namespace RefineWorkflows.Imaging.Codecs;

/// <summary>What a file says of itself before its pixels are read.</summary>
/// <param name="Format">The format by content; names and media types are not looked at.</param>
/// <param name="Width">Columns of a frame as stored, before the camera's rotation is applied.</param>
/// <param name="Height">Rows of a frame as stored.</param>
/// <param name="Frames">1 for a still picture.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Frames);
