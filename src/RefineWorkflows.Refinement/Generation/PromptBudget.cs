namespace RefineWorkflows.Refinement.Generation;

/// <summary>How many words a generator's text encoder can use.</summary>
/// <param name="MaxTokens">The encoder's limit in tokens; null when there is none worth condensing for.</param>
public sealed record PromptBudget(int? MaxTokens)
{
    /// <summary>Tokens per English word, and the two that encoders add for start and end.</summary>
    private const double TokensPerWord = 1.3;
    private const int Framing = 2;

    /// <summary>Words to condense an idea to: 45 % of the tokens, at least 20. Null: send ideas as they are.</summary>
    public int? MaxWords => MaxTokens is { } tokens ? Math.Max(20, (int)Math.Floor(0.45 * tokens)) : null;

    /// <summary>Words for the one repeat when the first condensation came out too long.</summary>
    public int? MaxWordsOnRepeat => MaxWords is { } words ? (int)Math.Floor(0.8 * words) : null;

    /// <summary>Whether the encoder reads all of the text, by estimate.</summary>
    public bool Fits(string text) => MaxTokens is not { } tokens || EstimateTokens(text) <= tokens;

    /// <summary>ceil(1.3 × words) + 2.</summary>
    public static int EstimateTokens(string text) => (int)Math.Ceiling(TokensPerWord * Words(text).Length) + Framing;

    internal static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
