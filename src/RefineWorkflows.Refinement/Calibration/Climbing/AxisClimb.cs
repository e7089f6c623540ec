using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>
/// Climbs towards a reference one axis at a time: what helps is kept, what does not is undone. Pure: the same settings,
/// axes, state and candidate give the same decision everywhere.
/// </summary>
public static class AxisClimb
{
    /// <summary>Sums of weights that differ by less are the same score, summed in another order.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Decides whether a compared picture is kept, whether the run goes on, and what the next picture is made for.</summary>
    /// <exception cref="ArgumentException">The candidate is not the one that follows on the state.</exception>
    public static CalibrationDecision Decide(CalibrationSettings settings, AxisSet axes, CalibrationState state, CalibrationCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(axes);
        RequireNext(state, candidate);
        return state.Outcome is null ? Climb(settings, axes, state, candidate) : Check(settings, state, candidate);
    }

    private static void RequireNext(CalibrationState state, CalibrationCandidate candidate)
    {
        if (candidate.Iteration != state.Iteration + 1)
        {
            throw new ArgumentException(
                $"The state stands after iteration {state.Iteration}, so the next to decide is {state.Iteration + 1}, not {candidate.Iteration}.",
                nameof(candidate));
        }

        bool edits = state.Best is not null && state.Outcome is null;
        if (edits != (candidate.Edits.Count > 0))
        {
            throw new ArgumentException(
                edits ? "Nothing was edited for this picture, so with the frozen seed it is the best one again." : "An edit came with a picture that none was asked for.",
                nameof(candidate));
        }
    }

    private static CalibrationDecision Climb(CalibrationSettings settings, AxisSet axes, CalibrationState state, CalibrationCandidate candidate)
    {
        bool converged = candidate.Comparison is { MismatchCount: 0 } there && there.OverallScore >= settings.Target - Rounding;
        bool accepted = candidate.Comparison is not null && (converged || IsBetter(settings, candidate.Comparison, state.Best?.Comparison));
        CalibrationState after = accepted ? Keep(state, candidate) : Undo(state, candidate);
        IReadOnlyList<WordingRequest> requests = AxisChoice.Next(settings, axes, after);
        string? stop = converged
            ? candidate.Comparison!.UnverifiedCount > 0 ? CalibrationStops.ConvergedPartial : CalibrationStops.Converged
            : EndOfSearch(settings, after, requests);
        CalibrationLogLine log = Log(state, candidate, accepted);
        if (converged && settings.RobustnessSeeds > 0)
            return new CalibrationDecision(after with { Outcome = stop }, accepted, log, null, new CheckSeed(CalibrationPlan.SeedOf(settings, 1)));
        return new CalibrationDecision(after, accepted, log, stop, stop is null ? new Reword(requests) : null);
    }

    private static string? EndOfSearch(CalibrationSettings settings, CalibrationState after, IReadOnlyList<WordingRequest> requests)
    {
        if (after.Stale >= settings.Patience)
            return CalibrationStops.Plateau;
        if (after.Iteration >= settings.MaxIterations)
            return CalibrationStops.MaxIterations;
        return after.Best is not null && requests.Count == 0 ? CalibrationStops.Plateau : null;
    }

    private static bool IsBetter(CalibrationSettings settings, AxisComparison candidate, AxisComparison? best)
    {
        if (best is null)
            return true;
        if (settings.AcceptBy == AcceptBy.Mismatches && candidate.MismatchCount != best.MismatchCount)
            return candidate.MismatchCount < best.MismatchCount;
        return candidate.OverallScore > best.OverallScore + Rounding;
    }

    private static CalibrationState Keep(CalibrationState state, CalibrationCandidate candidate)
        => state with
        {
            Iteration = candidate.Iteration,
            Best = new CalibrationStep(candidate.Iteration, (state.Best?.State ?? state.Start).With(candidate.Edits), candidate.File, candidate.Comparison!),
            Stale = 0,
            Trials = [.. state.Trials, .. Trials(candidate, worked: true)],
            InHand = null,
            OneByOne = false,
        };

    private static CalibrationState Undo(CalibrationState state, CalibrationCandidate candidate)
    {
        bool one = candidate.Edits.Count == 1;
        return state with
        {
            Iteration = candidate.Iteration,
            Stale = state.Stale + 1,
            // Of two edits at once nobody knows which did the harm: neither is marked, and both are tried alone.
            Trials = one ? [.. state.Trials, .. Trials(candidate, worked: false)] : state.Trials,
            InHand = one ? candidate.Edits[0].Words.Axis : null,
            OneByOne = state.OneByOne || candidate.Edits.Count > 1,
        };
    }

    private static IEnumerable<AxisTrial> Trials(CalibrationCandidate candidate, bool worked)
        => candidate.Edits.Select(edit => new AxisTrial(edit.Words.Axis, edit.Attempt, edit.Words.Text, worked));

    private static CalibrationDecision Check(CalibrationSettings settings, CalibrationState state, CalibrationCandidate candidate)
    {
        int number = state.Checks.Count + 1;
        var check = new SeedCheck(CalibrationPlan.SeedOf(settings, number), candidate.Comparison?.OverallScore, candidate.Comparison?.MismatchCount);
        CalibrationState after = state with { Iteration = candidate.Iteration, Checks = [.. state.Checks, check] };
        CalibrationLogLine log = Log(state, candidate, accepted: false);
        return number < settings.RobustnessSeeds
            ? new CalibrationDecision(after, false, log, null, new CheckSeed(CalibrationPlan.SeedOf(settings, number + 1)))
            : new CalibrationDecision(after, false, log, state.Outcome, null);
    }

    private static CalibrationLogLine Log(CalibrationState state, CalibrationCandidate candidate, bool accepted)
    {
        AxisState before = state.Best?.State ?? state.Start;
        bool changed = candidate.Edits.Count > 0;
        return new CalibrationLogLine(
            candidate.Iteration,
            changed ? string.Join('+', candidate.Edits.Select(edit => edit.Words.Axis)) : null,
            changed ? string.Join(" + ", candidate.Edits.Select(edit => before.Of(edit.Words.Axis)?.Text ?? "")) : null,
            changed ? string.Join(" + ", candidate.Edits.Select(edit => edit.Words.Text)) : null,
            candidate.Comparison?.OverallScore,
            candidate.Comparison?.MismatchCount,
            accepted);
    }
}
