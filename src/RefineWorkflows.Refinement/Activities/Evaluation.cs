using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>What EvaluateImage hands on.</summary>
/// <param name="Reply">The judge's last reply, as it came.</param>
/// <param name="Verdict">What was read from it.</param>
/// <param name="Attempts">How often the judge was asked.</param>
public sealed record Evaluation(string Reply, Verdict Verdict, int Attempts)
{
    /// <summary>Who evaluated, and what with; null where nobody was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JudgeStamp? By { get; init; }

    /// <summary>The evaluation of a picture that was never painted: no judge is asked, and the search looks for other words.</summary>
    internal static Evaluation OfBlocked(string reason) => new($"Not painted. {reason}", new Verdict(VerdictAction.Unknown, null, reason, null, [VerdictWarnings.Blocked]), 0);
}
