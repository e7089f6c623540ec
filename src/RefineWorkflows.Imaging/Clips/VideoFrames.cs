namespace RefineWorkflows.Imaging.Clips;

/// <summary>A video as a program could read it.</summary>
/// <param name="Header">What it holds.</param>
/// <param name="Frames">Evenly spaced frames of it, the first and the last among them.</param>
public sealed record VideoFrames(ClipHeader Header, IReadOnlyList<RgbImage> Frames);
