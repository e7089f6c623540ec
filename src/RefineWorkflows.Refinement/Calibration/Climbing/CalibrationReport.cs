using System.Text.Encodings.Web;
using System.Text.Json;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>A compared picture as it is written to <c>latest.json</c> and printed for a controller to read. Scores are rounded to four decimals, half to even.</summary>
/// <param name="RunTag">The name the picture is known by.</param>
/// <param name="OverallScore">From 0 to 1.</param>
/// <param name="MismatchCount">Axes that differ: what has to fall.</param>
/// <param name="PartialCount">Axes that are partly the same.</param>
/// <param name="Axes">By axis: verdict, both sides, weight.</param>
/// <param name="Corrections">Verdicts that are not what the judge had said.</param>
/// <param name="Notes">What was forgiven, dropped or replaced in the judge's reply.</param>
/// <param name="PromptUsed">The prompt it was made from.</param>
/// <param name="NegativeUsed">The negative prompt; null without one.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="AxisSetVersion">The version of the axes.</param>
/// <param name="Judge">Who compared it.</param>
/// <param name="Robustness">How it holds with other seeds; null before that is known.</param>
/// <param name="ReportPath">Where it was written.</param>
public sealed record CalibrationReport(
    string RunTag,
    double OverallScore,
    int MismatchCount,
    int PartialCount,
    IReadOnlyDictionary<string, ReportedAxis> Axes,
    IReadOnlyList<AxisCorrection> Corrections,
    IReadOnlyList<AxisNote> Notes,
    string PromptUsed,
    string? NegativeUsed,
    ulong Seed,
    string AxisSetVersion,
    ReportedJudge Judge,
    Robustness? Robustness,
    string ReportPath)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Tells one comparison.</summary>
    public static CalibrationReport Of(string runTag, AxisSet axes, AxisComparison comparison, CalibrationPlan plan, string? negative, ReportedJudge judge, Robustness? robustness, string reportPath)
        => new(
            runTag,
            Shown(comparison.OverallScore),
            comparison.MismatchCount,
            comparison.PartialCount,
            comparison.Findings.ToDictionary(finding => finding.Axis, finding => new ReportedAxis(finding.Verdict, finding.Ref, finding.Gen, finding.Weight)),
            comparison.Corrections,
            comparison.Notes,
            plan.Prompt,
            negative,
            plan.Seed,
            axes.Version,
            judge,
            robustness is null ? null : robustness with { MeanOverall = Shown(robustness.MeanOverall), MinOverall = Shown(robustness.MinOverall) },
            reportPath);

    /// <summary>With snake_case names.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form) + "\n";

    private static double Shown(double score) => Math.Round(score, 4, MidpointRounding.ToEven);
}
