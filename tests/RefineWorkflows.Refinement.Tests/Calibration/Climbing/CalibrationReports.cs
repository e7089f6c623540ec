using System.Text.Json;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class CalibrationReports
{
    [Fact]
    public void A_report_has_the_published_members()
    {
        AxisSet axes = Calibrating.Axes(3);
        AxisComparison comparison = Calibrating.Compared(axes, "MPX") with { Corrections = [new AxisCorrection("a1", "same_words", "partial", AxisVerdict.Match)], Notes = [new AxisNote("ref_drift", "a2", "new")] };
        var plan = new CalibrationPlan(AxisState.FromPrompt("p"), "p", 7);

        comparison = comparison with { Findings = [.. comparison.Findings.Take(2), comparison.Findings[2] with { Weight = 1.7 }] };

        string json = CalibrationReport.Of("tag", axes, comparison, plan, "blurry", new("judge", false, true, "a model", []), new Robustness(3, 0.912345, 0.85), "latest.json").ToJson();
        JsonElement report = JsonDocument.Parse(json).RootElement;

        Assert.Equal(
            ["run_tag", "overall_score", "mismatch_count", "partial_count", "axes", "corrections", "notes", "prompt_used", "negative_used", "seed", "axis_set_version", "judge", "robustness", "report_path"],
            report.EnumerateObject().Select(member => member.Name));
        Assert.Equal(0.4054, report.GetProperty("overall_score").GetDouble());
        Assert.Equal((1, 1), (report.GetProperty("mismatch_count").GetInt32(), report.GetProperty("partial_count").GetInt32()));
        Assert.Equal("""{"verdict":"mismatch","ref":"target a3","gen":"other","weight":1.7}""", JsonSerializer.Serialize(report.GetProperty("axes").GetProperty("a3")));
        Assert.Equal("""{"axis":"a1","rule":"same_words","original":"partial","verdict":"match"}""", JsonSerializer.Serialize(report.GetProperty("corrections")[0]));
        Assert.Equal(0.9123, report.GetProperty("robustness").GetProperty("mean_overall").GetDouble());
        Assert.Equal("t", report.GetProperty("axis_set_version").GetString());
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_are_rounded_half_to_even_and_only_for_show()
    {
        AxisSet axes = Calibrating.Axes(1);
        var comparison = new AxisComparison([new AxisFinding("a1", AxisVerdict.Match, "r", "g", 1), new AxisFinding("a2", AxisVerdict.Mismatch, "r", "g", 31)], [], []);

        Assert.Equal(0.03125, comparison.OverallScore);
        Assert.Equal(0.0312, CalibrationReport.Of("t", axes, comparison, new CalibrationPlan(AxisState.FromPrompt("p"), "p", 1), null, new("j", false, true, null, []), null, "r.json").OverallScore);
    }
}
