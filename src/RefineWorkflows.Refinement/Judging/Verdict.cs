using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>A judge's reply, understood.</summary>
/// <param name="Action">What should happen next.</param>
/// <param name="Score">1 to 10, decimals allowed; null when the reply gave none that can be trusted. Null is never the same as a low score.</param>
/// <param name="Reasoning">Why, when the judge said so: the text of a DONE, or what stood before a CONTINUE.</param>
/// <param name="NextPrompt">Description of the next picture; only with <see cref="VerdictAction.Continue"/>.</param>
/// <param name="Warnings">What had to be put right while reading; see <see cref="VerdictWarning"/>.</param>
public sealed record Verdict(
    VerdictAction Action,
    double? Score,
    string? Reasoning,
    string? NextPrompt,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the judge should be asked again with <see cref="EvaluatorReply.Reminder"/>, as long as attempts are left.</summary>
    [JsonIgnore]
    public bool NeedsRetry => Score is null || Action == VerdictAction.Unknown;
}
