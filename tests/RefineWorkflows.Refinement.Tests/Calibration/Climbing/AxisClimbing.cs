using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using static RefineWorkflows.Refinement.Tests.Calibration.Climbing.Calibrating;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class AxisClimbing
{
    private static readonly CalibrationSettings Plain = new() { RobustnessSeeds = 0 };
    private static readonly AxisSet Eight = Axes(8);

    [Fact]
    public void The_worked_example_of_the_specification_is_decided_as_published()
    {
        List<CalibrationDecision> decisions = Play(Plain, Eight, ["XXXPMMMM", "MXXPMMMM", "MXXPMMXM", "MMXPMMMM", "MMMPMMMM"]);

        Assert.Equal(
            [
                "(1, -, -, 0.5625, 3, accepted)",
                "(2, a1, ''→'target a1', 0.6875, 2, accepted)",
                "(3, a2, ''→'target a2', 0.5625, 3, rejected)",
                "(4, a2, ''→'a2: target a2', 0.8125, 1, accepted)",
                "(5, a3, ''→'target a3', 0.9375, 0, accepted)",
            ],
            decisions.Select(decision => decision.Log.ToString()));
        Assert.Equal([0, 0, 1, 0, 0], decisions.Select(decision => decision.State.Stale));
        Assert.Equal([null, null, null, null, "converged"], decisions.Select(decision => decision.StopReason));
        Assert.Equal("a start, target a1, a2: target a2, target a3", decisions[^1].State.Best!.State.Render(Eight));
        Assert.Null(decisions[^1].Next);
    }

    [Fact]
    public void A_person_reads_what_was_tried_and_what_came_of_it()
    {
        Assert.Equal("overall 0.58, 3 mismatches, accepted", new CalibrationLogLine(1, null, null, null, 0.5775, 3, true).InWords(otherSeed: false));
        Assert.Equal("background colour: \"red background\", overall 0.77, 1 mismatch, accepted", new CalibrationLogLine(2, "background_colour", "", "red background", 0.7745, 1, true).InWords(otherSeed: false));
        Assert.Equal("a1 + a2: \"x + y\", no comparison could be read, rejected", new CalibrationLogLine(3, "a1+a2", "", "x + y", null, null, false).InWords(otherSeed: false));
        Assert.Equal("overall 1.00, 0 mismatches, another seed", new CalibrationLogLine(4, null, null, null, 1, 0, false).InWords(otherSeed: true));
    }

    [Fact]
    public void A_change_that_did_not_help_is_undone_and_the_next_edit_starts_from_the_best_prompt()
    {
        CalibrationState state = Play(Plain, Eight, ["XXXPMMMM", "MXXPMMMM", "MXXPMMXM"])[^1].State;

        Assert.Equal("a start, target a1", state.Best!.State.Render(Eight));
        Assert.Equal((2, "iter-0002.png"), (state.Best.Iteration, state.Best.File));
        Assert.Equal([new AxisTrial("a1", 0, "target a1", true), new AxisTrial("a2", 0, "target a2", false)], state.Trials);
    }

    [Fact]
    public void After_a_revert_the_axis_is_read_from_the_report_of_the_best_picture()
        => Assert.Equal("a1/1", Asked(Play(Plain, Axes(3), ["XMP", "PXX"])[^1]));

    [Fact]
    public void Mismatches_come_before_partial_matches()
        => Assert.Equal("a3/0", Asked(Play(Plain, Axes(3, axis => axis with { Weight = axis.Id == "a1" ? 9 : 1 }), ["PPX"])[0]));

    [Fact]
    public void Within_a_class_the_heavier_axis_comes_first_and_then_the_order_of_the_set()
    {
        AxisSet axes = Axes(4, axis => axis with { Weight = axis.Id is "a2" or "a4" ? 1.25 : 1, Order = axis.Id == "a4" ? -1 : 0 });

        Assert.Equal("a4/0", Asked(Play(Plain, axes, ["XXXX"])[0]));
        Assert.Equal("a2/0", Asked(Play(Plain, axes, ["XXXX", "MXXX"])[1]));
    }

    [Fact]
    public void Of_equal_axes_the_one_with_fewer_failed_phrasings_comes_first()
    {
        // a1 fails once, then gets better but is not there yet; a2 has not failed.
        List<CalibrationDecision> decisions = Play(Plain, Axes(3), ["XPP", "XPX", "PPP"]);

        Assert.Equal(["a1/0", "a1/1", "a2/0"], decisions.Select(Asked));
    }

    [Fact]
    public void An_axis_gets_its_other_phrasings_before_it_is_given_up_for_the_next()
    {
        List<CalibrationDecision> decisions = Play(Plain with { Patience = 10 }, Axes(2), ["XX", "XX", "XX", "XX", "XX", "XX", "XX", "XX"]);

        Assert.Equal(["a1/0", "a1/1", "a1/2", "a2/0", "a2/1", "a2/2", ""], decisions.Select(Asked));
        Assert.Equal("plateau", decisions[^1].StopReason);
        Assert.Equal([Phrasing.Plain, Phrasing.Reworded, Phrasing.Leading], decisions.Take(3).Select(decision => ((Reword)decision.Next!).Requests[0].Phrasing));
    }

    [Fact]
    public void A_phrasing_that_worked_is_not_tried_again()
        => Assert.Equal(["a1/0", "a1/1", "a1/2", ""], Play(Plain, Axes(1), ["X", "P", "P", "P"]).Select(Asked));

    [Fact]
    public void A_request_tells_target_and_standing_and_the_words_that_did_not_bring_it_there()
    {
        WordingRequest request = Assert.Single(((Reword)Play(Plain, Axes(2), ["XX", "XX"])[^1].Next!).Requests);

        Assert.Equal(("a1", "target a1", "other", 1), (request.Axis, request.Target, request.Shown, request.Attempt));
        Assert.Equal(["target a1"], request.Tried);
    }

    [Fact]
    public void Patience_ends_the_search_with_the_best_picture()
    {
        List<CalibrationDecision> decisions = Play(Plain, Eight, ["XXMMMMMM", "XXXMMMMM", "XXXMMMMM", "XXXMMMMM", "XXXMMMMM", "MMMMMMMM"]);

        Assert.Equal((5, "plateau", 1), (decisions.Count, decisions[^1].StopReason, decisions[^1].State.Best!.Iteration));
    }

    [Fact]
    public void The_limit_ends_the_search()
    {
        List<CalibrationDecision> decisions = Play(Plain with { MaxIterations = 3 }, Eight, ["XXXXXXXX", "MXXXXXXX", "MMXXXXXX", "MMMXXXXX"]);

        Assert.Equal((3, "max_iterations", 3), (decisions.Count, decisions[^1].StopReason, decisions[^1].State.Best!.Iteration));
    }

    [Fact]
    public void Convergence_is_reported_before_the_limit()
        => Assert.Equal("converged", Play(Plain with { MaxIterations = 1 }, Eight, ["MMMMMMMM"])[0].StopReason);

    [Fact]
    public void Without_mismatches_the_target_still_has_to_be_reached()
    {
        List<CalibrationDecision> decisions = Play(Plain, Axes(4), ["PPMM", "MPMM", "MMMM"]);

        Assert.Equal([null, null, "converged"], decisions.Select(decision => decision.StopReason));
        Assert.Equal(["a1/0", "a2/0", ""], decisions.Select(Asked));
    }

    [Fact]
    public void A_target_that_is_met_exactly_is_reached()
        => Assert.Equal("converged", Play(Plain, Axes(5, axis => axis with { Weight = 0.1 }), ["MMMMP"])[0].StopReason);

    [Fact]
    public void Unverified_axes_make_the_convergence_partial()
        => Assert.Equal("converged_partial", Play(Plain, Axes(3), ["MMU"])[0].StopReason);

    [Fact]
    public void Where_nothing_could_be_verified_nothing_has_converged()
        => Assert.Equal("plateau", Play(Plain, Axes(2), ["UU"])[0].StopReason);

    [Fact]
    public void Fewer_mismatches_win_over_a_higher_score_unless_the_score_is_asked_for()
    {
        string[] verdicts = ["XMMM", "PPPM"];

        Assert.True(Play(Plain, Axes(4), verdicts)[1].Accepted);
        Assert.False(Play(Plain with { AcceptBy = AcceptBy.Score }, Axes(4), verdicts)[1].Accepted);
        Assert.False(Play(Plain, Axes(4), ["XPPM", "XXMM"])[1].Accepted);
        Assert.False(Play(Plain with { AcceptBy = AcceptBy.Score }, Axes(4), ["XPPM", "XXMM"])[1].Accepted);
        Assert.True(Play(Plain with { AcceptBy = AcceptBy.Score }, Axes(5), ["XPPPM", "XXMMM"])[1].Accepted);
    }

    [Fact]
    public void A_tie_shows_no_progress() => Assert.False(Play(Plain, Axes(2), ["XM", "MX"])[1].Accepted);

    [Fact]
    public void What_the_reference_does_not_specify_is_not_aimed_at()
    {
        AxisSet axes = Axes(2);
        var comparison = Compared(axes, "XM");
        comparison = comparison with { Findings = [comparison.Findings[0] with { Ref = "unspecified" }, comparison.Findings[1]] };

        CalibrationDecision decision = AxisClimb.Decide(Plain, axes, CalibrationState.Begin(AxisState.FromPrompt("p")), new CalibrationCandidate(1, [], "iter-0001.png", comparison));

        Assert.Equal("plateau", decision.StopReason);
    }

    [Fact]
    public void A_plain_value_that_stands_in_the_prompt_already_is_not_tried_again()
    {
        AxisSet axes = Axes(2);

        List<CalibrationDecision> decisions = Play(Plain, axes, ["XM", "PM", "PM"], AxisState.FromReference(axes, Reference(axes)));

        Assert.Equal(["a1/1", "a1/2", ""], decisions.Select(Asked));
    }

    [Fact]
    public void Two_axes_are_edited_at_once_only_where_that_is_asked_for_and_both_mismatch_in_different_groups()
    {
        AxisSet axes = Axes(4, axis => axis with { Group = axis.Id is "a1" or "a2" ? "one" : "other" });

        Assert.Equal("a1/0", Asked(Play(Plain, axes, ["XXXP"])[0]));
        Assert.Equal("a1/0+a3/0", Asked(Play(Plain with { BatchIndependent = true }, axes, ["XXXP"])[0]));
        Assert.Equal("a1/0", Asked(Play(Plain with { BatchIndependent = true }, axes, ["XXPP"])[0]));
        Assert.Equal("a1/0", Asked(Play(Plain with { BatchIndependent = true }, axes, ["PMPP"])[0]));
    }

    [Fact]
    public void A_pair_that_failed_does_not_condemn_its_phrasings_and_is_tried_one_by_one()
    {
        List<CalibrationDecision> decisions = Play(Plain with { BatchIndependent = true }, Axes(4), ["XXXX", "XXXX", "XMXX", "MMXX"]);

        Assert.Equal(["a1/0+a2/0", "a1/0", "a1/1+a3/0", "a3/1+a4/0"], decisions.Select(Asked));
        Assert.Empty(decisions[1].State.Trials);
        Assert.Equal("a1+a2", decisions[1].Log.AxisChanged);
    }

    [Fact]
    public void A_reply_that_could_not_be_read_is_never_kept_and_ends_nothing()
    {
        List<CalibrationDecision> decisions = Play(Plain, Axes(2), [null, "XX", null, "MX"]);

        Assert.Equal([false, true, false, true], decisions.Select(decision => decision.Accepted));
        Assert.Equal(["", "a1/0", "a1/1", "a2/0"], decisions.Select(Asked));
        Assert.Null(decisions[2].Log.OverallScore);
        Assert.Equal((4, "plateau"), (Play(Plain, Axes(2), [null, null, null, null, "MM"]).Count, Play(Plain, Axes(2), [null, null, null, null])[^1].StopReason));
    }

    [Fact]
    public void A_picture_out_of_turn_or_without_its_edit_is_refused()
    {
        AxisSet axes = Axes(2);
        CalibrationState state = Play(Plain, axes, ["XX"])[0].State;

        Assert.Throws<ArgumentException>(() => AxisClimb.Decide(Plain, axes, state, new CalibrationCandidate(3, [], "x.png", null)));
        Assert.Throws<ArgumentException>(() => AxisClimb.Decide(Plain, axes, state, new CalibrationCandidate(2, [], "x.png", null)));
    }
}
