namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>What one side said.</summary>
/// <param name="IsModel">Whether the model said it; otherwise the user did.</param>
/// <param name="Text">The words.</param>
/// <param name="Pictures">Encoded pictures (PNG or JPEG) that were shown with it.</param>
public sealed record ChatTurn(bool IsModel, string Text, IReadOnlyList<ReadOnlyMemory<byte>> Pictures)
{
    public static ChatTurn User(string text, params IReadOnlyList<ReadOnlyMemory<byte>> pictures) => new(false, text, pictures);

    public static ChatTurn Model(string text) => new(true, text, []);
}
