namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>What one side said.</summary>
/// <param name="IsModel">Whether the model said it; otherwise the user did.</param>
/// <param name="Text">The words.</param>
/// <param name="Pictures">Encoded pictures (PNG or JPEG) that were shown with it.</param>
public sealed record ChatTurn(bool IsModel, string Text, IReadOnlyList<ReadOnlyMemory<byte>> Pictures)
{
    private readonly IReadOnlyList<ChatPart>? _parts;

    /// <summary>The same in the order in which it is sent, where a server takes an order; else the words come before the pictures.</summary>
    public IReadOnlyList<ChatPart> Parts
    {
        get => _parts ?? [ChatPart.Words(Text), .. Pictures.Select(ChatPart.Shown)];
        private init => _parts = value;
    }

    public static ChatTurn User(string text, params IReadOnlyList<ReadOnlyMemory<byte>> pictures) => new(false, text, pictures);

    /// <summary>Words and pictures in an order that matters. Servers that take none get the words, line by line, and then the pictures.</summary>
    public static ChatTurn User(IReadOnlyList<ChatPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new ChatTurn(
            false,
            string.Join('\n', parts.Select(part => part.Text).OfType<string>()),
            [.. parts.Where(part => part.Picture is not null).Select(part => part.Picture!.Value)]) { Parts = ChatPart.Apart(parts) };
    }

    public static ChatTurn Model(string text) => new(true, text, []);
}
