namespace RefineWorkflows.Refinement.Generation;

/// <summary>A moving picture as the generator returned it, or joined from the frames that it returned.</summary>
/// <param name="Bytes">The file: an animation as it came, byte for byte; frames as animated WebP.</param>
/// <param name="Extension">File extension that fits the content, without the dot: <c>webp</c>, <c>gif</c>, <c>mp4</c>, <c>webm</c>.</param>
/// <param name="Frames">How many frames it has; 0 when nobody could count them.</param>
/// <param name="FramesPerSecond">How many are shown a second; 0 where it is not told.</param>
public sealed record GeneratedClip(ReadOnlyMemory<byte> Bytes, string Extension, int Frames, double FramesPerSecond);
