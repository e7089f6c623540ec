namespace RefineWorkflows.Refinement.Generation;

/// <summary>A picture as the generator returned it.</summary>
/// <param name="Bytes">The encoded picture.</param>
/// <param name="Extension">File extension that fits the encoding, without the dot: <c>png</c>, <c>webp</c>, <c>jpg</c>.</param>
/// <param name="Seed">The seed that was really used, also when the generator chose it.</param>
public sealed record GeneratedImage(ReadOnlyMemory<byte> Bytes, string Extension, ulong Seed)
{
    /// <summary>Whether the generator takes a seed at all. If not, <see cref="Seed"/> is only the one that was asked for, and nobody can make this picture again.</summary>
    public bool HonoursSeed { get; init; } = true;

    /// <summary>The moving picture that this one is the contact sheet of; null of a still one.</summary>
    public GeneratedClip? Clip { get; init; }

    /// <summary>What the generator warned of, in its own words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What it cost in tokens of the generator's; null where it counts none.</summary>
    public int? Tokens { get; init; }
}
