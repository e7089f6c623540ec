using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Budgets;

/// <summary>What one back end costs, as its owner has set it. Nothing is known by itself: prices change.</summary>
public sealed record PriceList
{
    private const int BytesPerToken = 3;

    /// <summary>For one picture.</summary>
    public decimal PerPicture { get; init; }

    /// <summary>For a million tokens that are read.</summary>
    public decimal PerMillionInputTokens { get; init; }

    /// <summary>For a million tokens that are written.</summary>
    public decimal PerMillionOutputTokens { get; init; }

    /// <summary>The longest answer that is asked for, in tokens; null leaves it to the question.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>What a picture that is looked at is expected to count, in tokens.</summary>
    public int TokensPerPicture { get; init; } = 1500;

    public bool IsFree => PerPicture == 0 && PerMillionInputTokens == 0 && PerMillionOutputTokens == 0;

    /// <summary>The money for a call. Tokens that nobody counts are free.</summary>
    public decimal Of(CallCost call)
        => (call.Pictures * PerPicture) + (((call.InputTokens ?? 0) * PerMillionInputTokens) + ((call.OutputTokens ?? 0) * PerMillionOutputTokens)) / 1_000_000m;

    /// <summary>What a question takes at most: a token for three bytes of text, what a picture is expected to count, and an answer as long as it may be.</summary>
    /// <param name="request">The question.</param>
    /// <param name="maxTokens">The longest answer, in tokens.</param>
    public CallCost Bound(ChatRequest request, int maxTokens)
    {
        int bytes = Encoding.UTF8.GetByteCount(request.System ?? "") + request.Turns.Sum(turn => Encoding.UTF8.GetByteCount(turn.Text));
        if (request.Schema is { Json.ValueKind: not JsonValueKind.Undefined } schema)
            bytes += Encoding.UTF8.GetByteCount(schema.Json.GetRawText());
        return new CallCost(0, (bytes / BytesPerToken) + 1 + (request.Turns.Sum(turn => turn.Pictures.Count) * TokensPerPicture), maxTokens);
    }
}
