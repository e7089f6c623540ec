namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>How a chat model is asked for a verdict.</summary>
public sealed record ChatManner
{
    /// <summary>Longest reply, in tokens. Default 2048.</summary>
    public int MaxTokens { get; init; } = 2048;

    /// <summary>0 takes the likeliest answer, as judges should. Default 0.</summary>
    public double Temperature { get; init; }
}
