using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.Gemini;

/// <summary>A reply of generateContent, without the drafts that models show while they think.</summary>
/// <param name="Text">All that was said.</param>
/// <param name="Pictures">The pictures between the words, still in base64.</param>
/// <param name="Finish">Why it ended, for example <c>STOP</c>; null when it did not say.</param>
/// <param name="Block">Why the question was not answered at all; null when it was.</param>
/// <param name="InputTokens">What the question cost; null when it did not say.</param>
/// <param name="OutputTokens">What the answer cost; null when it did not say.</param>
internal sealed record GeminiReply(string Text, IReadOnlyList<string> Pictures, string? Finish, string? Block, int? InputTokens, int? OutputTokens)
{
    private static readonly string[] Refusals = ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "NO_IMAGE"];

    public bool WasCut => Finish == "MAX_TOKENS";

    /// <summary>Whether it will not make or judge this content; as a block is a 200, only the words tell.</summary>
    public bool IsBlocked => Block is not null || Finish is not null && (Refusals.Contains(Finish) || Finish.StartsWith("IMAGE_", StringComparison.Ordinal));

    /// <summary>Whether the model stumbled, which may go well the next time.</summary>
    public bool Stumbled => Finish == "OTHER" || Finish?.StartsWith("MALFORMED_", StringComparison.Ordinal) == true;

    public static GeminiReply Read(JsonElement body)
    {
        JsonElement candidate = body.Each("candidates").FirstOrDefault();
        JsonElement[] parts = [.. (candidate.At("content")?.Each("parts") ?? []).Where(part => part.Flag("thought") != true)];
        JsonElement? usage = body.At("usageMetadata");
        return new GeminiReply(
            string.Concat(parts.Select(part => part.Words("text"))),
            [.. parts.Select(part => (part.At("inlineData") ?? part.At("inline_data"))?.Words("data")).OfType<string>()],
            candidate.Words("finishReason"),
            body.At("promptFeedback")?.Words("blockReason"),
            (int?)usage?.Count("promptTokenCount"),
            (int?)usage?.Count("candidatesTokenCount"));
    }
}
