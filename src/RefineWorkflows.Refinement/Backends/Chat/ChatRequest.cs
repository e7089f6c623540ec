namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>One question to a chat model.</summary>
/// <param name="Turns">What was said so far; the last turn is the user's.</param>
public sealed record ChatRequest(IReadOnlyList<ChatTurn> Turns)
{
    /// <summary>What the model is and how it answers; null leaves it to the turns.</summary>
    public string? System { get; init; }

    /// <summary>0 takes the likeliest answer.</summary>
    public double Temperature { get; init; }

    /// <summary>Decides what temperature leaves open, where the model takes one.</summary>
    public ulong Seed { get; init; }

    /// <summary>Longest answer, in tokens.</summary>
    public int MaxTokens { get; init; } = 1024;

    /// <summary>The shape that the answer has to have; null for free text.</summary>
    public ChatSchema? Schema { get; init; }
}
