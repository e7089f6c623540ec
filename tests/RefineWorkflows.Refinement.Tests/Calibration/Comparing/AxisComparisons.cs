using System.Text.Json;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Comparing;

public sealed class AxisComparisons
{
    private static readonly AxisSet Four = new("t",
    [
        new("subject_count", "Identity", "how many", Granularity.Coarse) { IsNumber = true },
        new("hair", "Body", "hair", Granularity.Fine),
        new("gaze", "Affect", "eyes", Granularity.Fine) { Weight = 2 },
        new("scene", "Render", "place", Granularity.Coarse) { Weight = 0.5 },
    ]);

    private static readonly ReferenceDescription Reference = new(
        "d", [new("subject_count", "1"), new("hair", "grey"), new("gaze", "to the left"), new("scene", "kitchen")], "c", []);

    private static AxisComparison Compare(string axes, bool coarseOnly = false, bool anchor = true)
        => AxisComparison.Of(Four, Reference, CompareReply.Read(Four, "{\"axes\":{" + axes + "}}", coarseOnly).Value!, coarseOnly, anchor);

    private const string Seen =
        """
        "subject_count":{"ref":"1","gen":"one","verdict":"match"},"hair":{"ref":"grey","gen":"grey and white","verdict":"partial"},
        "gaze":{"ref":"to the left","gen":"to the right","verdict":"partial"},"scene":{"ref":"kitchen","gen":"a kitchen","verdict":"match"}
        """;

    [Fact]
    public void A_match_counts_one_a_partial_match_one_half_by_weight()
    {
        AxisComparison comparison = Compare(Seen);

        Assert.Equal([AxisVerdict.Match, AxisVerdict.Partial, AxisVerdict.Mismatch, AxisVerdict.Match], comparison.Findings.Select(finding => finding.Verdict));
        Assert.Equal((1 + 0.5 + 0 + 0.5) / 4.5, comparison.OverallScore, 12);
        Assert.Equal((1, 1, 0), (comparison.MismatchCount, comparison.PartialCount, comparison.UnverifiedCount));
        Assert.Equal(new AxisCorrection("gaze", "opposites", "partial", AxisVerdict.Mismatch), Assert.Single(comparison.Corrections));
    }

    [Fact]
    public void The_published_check_of_24_axes_gives_three_quarters()
    {
        AxisVerdict[] verdicts = [.. Enumerable.Repeat(AxisVerdict.Match, 17), .. Enumerable.Repeat(AxisVerdict.Partial, 2), .. Enumerable.Repeat(AxisVerdict.Mismatch, 5)];
        AxisComparison comparison = new([.. verdicts.Select((verdict, at) => new AxisFinding($"axis_{at}", verdict, "", "", 1))], [], []);

        Assert.Equal((0.75, 5, 2), (comparison.OverallScore, comparison.MismatchCount, comparison.PartialCount));
    }

    [Fact]
    public void A_judge_that_rewrites_the_reference_changes_nothing_and_is_told_of()
    {
        AxisComparison comparison = Compare(Seen.Replace("\"ref\":\"kitchen\",\"gen\":\"a kitchen\"", "\"ref\":\"garden\",\"gen\":\"garden\"", StringComparison.Ordinal));

        AxisFinding scene = comparison.Findings[3];
        Assert.Equal(("kitchen", "garden"), (scene.Ref, scene.Gen));
        Assert.Equal(new AxisNote("ref_drift", "scene", "garden"), Assert.Single(comparison.Notes));
    }

    [Fact]
    public void A_reference_in_the_same_words_has_not_drifted() => Assert.Empty(Compare(Seen.Replace("\"ref\":\"kitchen\"", "\"ref\":\"The Kitchen.\"", StringComparison.Ordinal)).Notes);

    [Fact]
    public void Without_an_anchor_the_reference_is_what_the_judge_saw()
    {
        AxisComparison comparison = Compare("""
            "subject_count":{"ref":"2","gen":"2","verdict":"mismatch"},"hair":{"gen":"grey"},"gaze":{"gen":"to the left"},"scene":{"gen":"kitchen"}
            """, anchor: false);

        Assert.Equal(("2", AxisVerdict.Match), (comparison.Findings[0].Ref, comparison.Findings[0].Verdict));
        Assert.Equal("grey", comparison.Findings[1].Ref);
        Assert.Empty(comparison.Notes);
    }

    [Fact]
    public void Fine_axes_are_unverified_for_coarse_eyes_and_never_count()
    {
        AxisComparison comparison = Compare(Seen, coarseOnly: true);

        Assert.Equal([AxisVerdict.Match, AxisVerdict.Unverified, AxisVerdict.Unverified, AxisVerdict.Match], comparison.Findings.Select(finding => finding.Verdict));
        Assert.Equal((1.0, 0, 2), (comparison.OverallScore, comparison.MismatchCount, comparison.UnverifiedCount));
    }

    [Fact]
    public void An_axis_that_was_left_out_is_no_match()
    {
        AxisComparison comparison = Compare("\"scene\":{\"gen\":\"kitchen\",\"verdict\":\"match\"}");

        Assert.Equal((3, 4), (comparison.MismatchCount, comparison.Findings.Count));
        Assert.Equal(3, comparison.Notes.Count(note => note.Code == "missing_axis"));
        Assert.All(comparison.Corrections, correction => Assert.Equal(("nothing_shown", null), (correction.Rule, correction.Original)));
    }

    [Fact]
    public void Where_nothing_was_compared_the_score_is_zero()
        => Assert.Equal(0, new AxisComparison([new("hair", AxisVerdict.Unverified, "grey", "", 1)], [], []).OverallScore);

    [Fact]
    public void A_comparison_survives_json()
    {
        string json = JsonSerializer.Serialize(Compare(Seen), JsonSerializerOptions.Web);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<AxisComparison>(json, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
        Assert.Contains("\"verdict\":\"mismatch\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_score_lies_between_none_and_all_and_the_counts_add_up()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            AxisFinding[] findings =
            [
                .. Enumerable.Range(0, 1 + StableRandom.Below(30, seed, "axes", 0)).Select(at => new AxisFinding(
                    $"axis_{at}", (AxisVerdict)StableRandom.Below(4, seed, "verdict", at), "", "", 0.1 + StableRandom.Unit(seed, "weight", at))),
            ];
            var comparison = new AxisComparison(findings, [], []);
            int matches = findings.Count(finding => finding.Verdict == AxisVerdict.Match);

            Assert.InRange(comparison.OverallScore, 0, 1 + 1e-12);
            Assert.Equal(findings.Length, matches + comparison.MismatchCount + comparison.PartialCount + comparison.UnverifiedCount);
        }
    }
}
