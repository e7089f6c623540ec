using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using static RefineWorkflows.Refinement.Tests.Calibration.Climbing.Calibrating;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class SeedChecks
{
    private static readonly CalibrationSettings Settings = new() { Seed = 7 };
    private static readonly AxisSet Four = Axes(4);

    [Fact]
    public void The_seed_is_frozen_while_the_search_goes_on()
    {
        CalibrationState begin = CalibrationState.Begin(AxisState.FromPrompt("p"));
        ulong frozen = CalibrationPlan.For(Settings, Four, begin, []).Seed;

        foreach (CalibrationDecision decision in Play(Settings, Four, ["XXXX", "MXXX", "MXXX", "MMXX", "MMMX"]))
        {
            AxisEdit edit = ((Reword)decision.Next!).Requests[0].Write(Four);
            Assert.Equal(frozen, CalibrationPlan.For(Settings, Four, decision.State, [edit]).Seed);
        }
    }

    [Fact]
    public void After_convergence_the_same_prompt_is_made_with_three_other_seeds_and_then_the_run_stops()
    {
        List<CalibrationDecision> decisions = Play(Settings, Four, ["XMMM", "MMMM", "MMMP", "MMMM", "XPMM", "MMMM"]);

        Assert.Equal(5, decisions.Count);
        Assert.Equal([null, null, null, null, "converged"], decisions.Select(decision => decision.StopReason));
        CalibrationState last = decisions[^1].State;
        Assert.Equal((2, 3, 5), (last.Best!.Iteration, last.Checks.Count, last.Iteration));
        Assert.Equal([0, 0, 1], last.Checks.Select(check => check.MismatchCount!.Value));
        Assert.Equal(new Robustness(3, (0.875 + 1 + 0.625) / 3, 0.625), Robustness.Of(last.Checks));

        ulong[] seeds = [CalibrationPlan.SeedOf(Settings, 0), .. last.Checks.Select(check => check.Seed)];
        Assert.Equal(4, seeds.Distinct().Count());
        Assert.Equal(last.Checks.Select(check => check.Seed), decisions.Select(decision => decision.Next).OfType<CheckSeed>().Select(next => next.Seed));
        CalibrationPlan plan = CalibrationPlan.For(Settings, Four, decisions[1].State, []);
        Assert.Equal((seeds[1], last.Best.State.Render(Four)), (plan.Seed, plan.Prompt));
    }

    [Fact]
    public void A_search_that_did_not_converge_is_not_checked()
        => Assert.All(Play(Settings, Axes(1), ["X", "X", "X", "X"]), decision => Assert.IsNotType<CheckSeed>(decision.Next));

    [Fact]
    public void A_check_that_could_not_be_read_is_kept_without_numbers()
    {
        CalibrationState state = Play(Settings with { RobustnessSeeds = 2 }, Four, ["MMMM", null, "MMMM"])[^1].State;

        Assert.Null(state.Checks[0].OverallScore);
        Assert.Equal(new Robustness(1, 1, 1), Robustness.Of(state.Checks));
        Assert.Null(Robustness.Of([state.Checks[0]]));
    }

    [Fact]
    public void No_check_takes_an_edit()
    {
        CalibrationState state = Play(Settings, Four, ["MMMM"])[0].State;
        AxisEdit edit = new(0, new AxisWords("a1", "x"));

        Assert.Throws<ArgumentException>(() => AxisClimb.Decide(Settings, Four, state, new CalibrationCandidate(2, [edit], "x.png", null)));
    }
}
