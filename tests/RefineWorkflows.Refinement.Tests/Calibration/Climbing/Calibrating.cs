using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

/// <summary>Plays a scripted judge's verdicts through a calibration, as the loop would.</summary>
internal static class Calibrating
{
    /// <summary>Axes with the ids a1, a2, …; each in a group of its own.</summary>
    public static AxisSet Axes(int count, Func<Axis, Axis>? shape = null)
        => new("t", [.. Enumerable.Range(1, count).Select(number => new Axis($"a{number}", $"group {number}", "a part", Granularity.Fine)).Select(shape ?? (axis => axis))]);

    /// <summary>Of verdicts in the order of the axes: M, P, X and U for unverified.</summary>
    public static AxisComparison Compared(AxisSet axes, string verdicts)
        => new(
            [
                .. axes.Enabled.Zip(verdicts, (axis, letter) => new AxisFinding(
                    axis.Id,
                    letter switch
                    {
                        'M' => AxisVerdict.Match,
                        'P' => AxisVerdict.Partial,
                        'X' => AxisVerdict.Mismatch,
                        _ => AxisVerdict.Unverified,
                    },
                    $"target {axis.Id}",
                    letter == 'M' ? $"target {axis.Id}" : "other",
                    axis.Weight)),
            ],
            [],
            []);

    public static ReferenceDescription Reference(AxisSet axes)
        => new("the whole", [.. axes.Enabled.Select(axis => new AxisValue(axis.Id, $"target {axis.Id}"))], "the whole", []);

    /// <summary>Goes on until the run stops or the verdicts end; null is a reply that could not be read.</summary>
    public static List<CalibrationDecision> Play(
        CalibrationSettings settings,
        AxisSet axes,
        IEnumerable<string?> verdicts,
        AxisState? start = null,
        Func<CalibrationState, CalibrationState>? between = null)
    {
        List<CalibrationDecision> decisions = [];
        var state = CalibrationState.Begin(start ?? AxisState.FromPrompt("a start"));
        IReadOnlyList<AxisEdit> edits = [];
        foreach (string? verdict in verdicts)
        {
            var candidate = new CalibrationCandidate(state.Iteration + 1, edits, $"iter-{state.Iteration + 1:0000}.png", verdict is null ? null : Compared(axes, verdict));
            CalibrationDecision decision = AxisClimb.Decide(settings, axes, state, candidate);
            decisions.Add(decision);
            if (decision.Next is null)
                break;
            edits = decision.Next is Reword reword ? [.. reword.Requests.Select(request => request.Write(axes))] : [];
            state = between?.Invoke(decision.State) ?? decision.State;
        }

        return decisions;
    }

    /// <summary>What is edited next, as <c>axis/attempt</c>; two joined by <c>+</c>.</summary>
    public static string Asked(CalibrationDecision decision)
        => decision.Next is Reword reword ? string.Join('+', reword.Requests.Select(request => $"{request.Axis}/{request.Attempt}")) : "";
}
