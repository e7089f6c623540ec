namespace RefineWorkflows.Refinement.Judging;

/// <summary>A judge's reply, read.</summary>
/// <param name="Action">What is to happen next.</param>
/// <param name="Score">From 1 to 10; null when the reply has none that counts. A missing score compares as 0 and is never stored as 0.</param>
/// <param name="Reasoning">Why the picture is done, when the judge said so.</param>
/// <param name="NextPrompt">Description of the next picture; set exactly when <paramref name="Action"/> is <see cref="VerdictAction.Continue"/>.</param>
/// <param name="Warnings">What had to be forgiven or dropped: the constants of <see cref="VerdictWarnings"/>.</param>
public sealed record Verdict(
    VerdictAction Action,
    double? Score,
    string? Reasoning,
    string? NextPrompt,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Whether asking the same judge again, with <see cref="EvaluatorReply.Reminder"/>, may give a better reply.</summary>
    public bool NeedsAnotherTry => Score is null || Action == VerdictAction.Unknown;
}
