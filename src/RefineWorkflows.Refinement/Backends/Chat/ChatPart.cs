namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>Words or a picture, in the place where they were said.</summary>
/// <param name="Text">The words; null for a picture.</param>
/// <param name="Picture">The encoded picture (PNG or JPEG); null for words.</param>
public sealed record ChatPart(string? Text, ReadOnlyMemory<byte>? Picture)
{
    public static ChatPart Words(string text) => new(text, null);

    public static ChatPart Shown(ReadOnlyMemory<byte> picture) => new(null, picture);

    /// <summary>Puts words between neighbours, so that models see where one ends: a line break, or an empty line behind a picture.</summary>
    public static IReadOnlyList<ChatPart> Apart(IReadOnlyList<ChatPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var apart = new List<ChatPart>();
        foreach (ChatPart part in parts)
        {
            if (apart.Count > 0)
                apart.Add(Words(apart[^1].Picture is null ? "\n" : "\n\n"));
            apart.Add(part);
        }

        return apart;
    }
}
