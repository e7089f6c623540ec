namespace RefineWorkflows.Refinement.Generation;

/// <summary>A picture as the generator returned it.</summary>
/// <param name="Bytes">The encoded picture.</param>
/// <param name="Extension">File extension that fits the encoding, without the dot: <c>png</c>, <c>webp</c>, <c>jpg</c>.</param>
/// <param name="Seed">The seed that was really used, also when the generator chose it.</param>
public sealed record GeneratedImage(ReadOnlyMemory<byte> Bytes, string Extension, ulong Seed);
