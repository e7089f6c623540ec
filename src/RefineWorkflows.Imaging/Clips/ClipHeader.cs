namespace RefineWorkflows.Imaging.Clips;

/// <summary>What a moving picture says of itself.</summary>
/// <param name="Format">The format by content.</param>
/// <param name="Width">Columns of a frame.</param>
/// <param name="Height">Rows of a frame.</param>
/// <param name="Frames">How many frames it has; 1 for a still picture.</param>
/// <param name="FramesPerSecond">The mean of all frames; 0 for a still picture and where it is not told.</param>
public sealed record ClipHeader(ClipFormat Format, int Width, int Height, int Frames, double FramesPerSecond);
