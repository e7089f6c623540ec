using System.Text.Json;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;
using static RefineWorkflows.Refinement.Tests.Calibration.Climbing.Calibrating;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class InterruptedCalibration
{
    private const int Seeds = 150;

    private static CalibrationState ThroughJson(CalibrationState state)
        => JsonSerializer.Deserialize<CalibrationState>(JsonSerializer.Serialize(state, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

    private static string Json(object value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static AxisSet SomeAxes(ulong seed)
        => Axes(2 + StableRandom.Below(8, seed, "count", 0), axis => axis with
        {
            Weight = 0.1 * (1 + StableRandom.Below(20, seed, axis.Id, 0)),
            Group = $"group {StableRandom.Below(3, seed, axis.Id, 1)}",
        });

    private static CalibrationSettings SomeSettings(ulong seed) => new()
    {
        Seed = seed,
        Patience = 1 + StableRandom.Below(6, seed, "patience", 0),
        BatchIndependent = seed % 3 == 0,
        AcceptBy = seed % 4 == 0 ? AcceptBy.Score : AcceptBy.Mismatches,
        RobustnessSeeds = (int)(seed % 3),
        PhrasingsPerAxis = 1 + StableRandom.Below(5, seed, "phrasings", 0),
    };

    /// <summary>Any replies at all: better, worse, unreadable, with axes that nobody could see. Some judges grow kinder, so that some runs converge.</summary>
    private static List<string?> SomeVerdicts(ulong seed, AxisSet axes)
    {
        List<string?> verdicts = [];
        for (int at = 0; at < 60; at++)
        {
            int kindness = seed % 3 == 0 ? 4 * at : 2;
            string letters = "XXPP" + (seed % 2 == 0 ? "U" : "") + new string('M', kindness);
            bool readable = StableRandom.Below(20, seed, "unreadable", at) > 0;
            verdicts.Add(readable ? string.Concat(axes.Enabled.Select((_, axis) => letters[StableRandom.Below(letters.Length, seed, "verdict", (at * 100) + axis)])) : null);
        }

        return verdicts;
    }

    [Fact]
    public void The_state_survives_json()
    {
        CalibrationState state = Play(new CalibrationSettings { Seed = 3 }, Axes(3), ["XXM", "XXX", "MXM", "MMM", "MMP"])[^1].State;
        string json = Json(state);

        Assert.Equal(json, Json(ThroughJson(state)));
        Assert.Contains("\"outcome\":\"converged\"", json, StringComparison.Ordinal);
        Assert.Single(state.Checks);
    }

    [Fact]
    public void A_move_and_the_settings_survive_json()
    {
        CalibrationMove move = Play(new CalibrationSettings(), Axes(2), ["XX", "XX"])[^1].Next!;
        Assert.Equal(Json(move), Json(JsonSerializer.Deserialize<CalibrationMove>(Json(move), JsonSerializerOptions.Web)!));
        Assert.IsType<Reword>(JsonSerializer.Deserialize<CalibrationMove>(Json(move), JsonSerializerOptions.Web));

        CalibrationSettings settings = new() { Seed = ulong.MaxValue, AcceptBy = AcceptBy.Score, Target = 0.75 };
        Assert.Equal(settings, JsonSerializer.Deserialize<CalibrationSettings>(Json(settings), JsonSerializerOptions.Web));
    }

    [Fact]
    public void A_calibration_cut_anywhere_decides_as_the_one_nobody_cut()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            AxisSet axes = SomeAxes(seed);
            List<string?> verdicts = SomeVerdicts(seed, axes);
            string whole = Json(Play(SomeSettings(seed), axes, verdicts));

            Assert.Equal(whole, Json(Play(SomeSettings(seed), axes, verdicts, between: ThroughJson)));
            int cut = 1 + StableRandom.Below(20, seed, "cut", 0);
            Assert.Equal(whole, Json(Play(SomeSettings(seed), axes, verdicts, between: state => state.Iteration == cut ? ThroughJson(state) : state)));
        }
    }

    [Fact]
    public void It_ends_within_its_limit_whatever_the_judge_says()
    {
        HashSet<string> reasons = [];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            CalibrationSettings settings = SomeSettings(seed);
            AxisSet axes = SomeAxes(seed);
            List<CalibrationDecision> decisions = Play(settings, axes, SomeVerdicts(seed, axes));

            CalibrationDecision last = decisions[^1];
            Assert.True(last.StopReason is not null, $"seed {seed}");
            Assert.True(decisions.Count(decision => decision.State.Checks.Count == 0) <= settings.MaxIterations, $"seed {seed}");
            Assert.Equal(last.StopReason is "converged" or "converged_partial" ? settings.RobustnessSeeds : 0, last.State.Checks.Count);
            Assert.All(decisions, decision => Assert.Equal(decision.StopReason is null, decision.Next is not null));
            reasons.Add(last.StopReason!);
        }

        Assert.Superset(new HashSet<string> { "plateau", "converged", "converged_partial" }, reasons);
    }

    [Fact]
    public void The_best_is_the_first_of_the_best_seen_and_never_gets_worse()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            CalibrationSettings settings = SomeSettings(seed) with { AcceptBy = AcceptBy.Mismatches, RobustnessSeeds = 0 };
            AxisSet axes = SomeAxes(seed);
            List<string?> verdicts = SomeVerdicts(seed, axes);
            List<CalibrationDecision> decisions = Play(settings, axes, verdicts);
            for (int last = 0; last < decisions.Count; last++)
            {
                (int Iteration, AxisComparison Comparison)[] seen =
                [
                    .. verdicts.Take(last + 1).Select((verdict, at) => (Iteration: at + 1, verdict)).Where(one => one.verdict is not null).Select(one => (one.Iteration, Compared(axes, one.verdict!))),
                ];
                int? first = seen.OrderBy(one => one.Comparison.MismatchCount).ThenByDescending(one => Math.Round(one.Comparison.OverallScore, 9)).Select(one => (int?)one.Iteration).FirstOrDefault();

                Assert.True(first == decisions[last].State.Best?.Iteration, $"seed {seed}, iteration {last + 1}: {first} was better than {decisions[last].State.Best?.Iteration}");
            }
        }
    }

    [Fact]
    public void No_prompt_is_made_twice_while_searching()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            AxisSet axes = SomeAxes(seed);
            CalibrationSettings settings = SomeSettings(seed) with { BatchIndependent = false };
            List<CalibrationDecision> decisions = Play(settings, axes, SomeVerdicts(seed, axes).OfType<string>(), seed % 2 == 0 ? null : AxisState.FromReference(axes, Reference(axes)));
            List<string> prompts = [decisions[0].State.Start.Render(axes)];
            foreach (CalibrationDecision decision in decisions)
            {
                if (decision.Next is Reword reword)
                    prompts.Add(CalibrationPlan.For(settings, axes, decision.State, [.. reword.Requests.Select(request => request.Write(axes))]).Prompt);
            }

            Assert.True(prompts.Distinct().Count() == prompts.Count, $"seed {seed}");
        }
    }
}
