using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>
/// Chooses what to edit by the comparison of the best picture: the one after a revert would describe a prompt that no
/// longer holds. Mismatches come before partial matches, and the axis in hand comes first; then weight, then fewer
/// failed phrasings, then the order of the set.
/// </summary>
internal static class AxisChoice
{
    /// <returns>Empty when every axis that differs and has a target is exhausted.</returns>
    public static IReadOnlyList<WordingRequest> Next(CalibrationSettings settings, AxisSet axes, CalibrationState state)
    {
        Choice[] choices =
        [
            .. Open(settings, axes, state)
                .OrderBy(choice => choice.Finding.Verdict == AxisVerdict.Mismatch ? 0 : 1)
                .ThenBy(choice => choice.Axis.Id == state.InHand ? 0 : 1)
                .ThenByDescending(choice => choice.Axis.Weight)
                .ThenBy(choice => choice.Failed),
        ];
        if (choices.Length == 0)
            return [];
        Choice first = choices[0];
        bool mayBatch = settings.BatchIndependent && !state.OneByOne && first.Finding.Verdict == AxisVerdict.Mismatch;
        Choice? second = mayBatch
            ? choices.Skip(1).FirstOrDefault(other => other.Finding.Verdict == AxisVerdict.Mismatch && other.Axis.Group != first.Axis.Group)
            : null;
        return second is null ? [Request(state, first)] : [Request(state, first), Request(state, second)];
    }

    private static IEnumerable<Choice> Open(CalibrationSettings settings, AxisSet axes, CalibrationState state)
    {
        if (state.Best is not { } best)
            yield break;
        foreach (Axis axis in axes.Enabled)
        {
            AxisFinding? finding = best.Comparison.Findings.FirstOrDefault(found => found.Axis == axis.Id);
            // What the reference does not specify cannot be aimed at.
            if (finding is not { Verdict: AxisVerdict.Mismatch or AxisVerdict.Partial } || AxisText.IsUnspecified(finding.Ref))
                continue;
            HashSet<int> used = [.. state.Trials.Where(trial => trial.Axis == axis.Id).Select(trial => trial.Attempt)];
            // The plain value may have stood in the first prompt; with a frozen seed it would make the same picture again.
            if (state.Start.Of(axis.Id) is { Leading: false } words && AxisText.Normalise(words.Text) == AxisText.Normalise(axis.Say(finding.Ref)))
                used.Add(0);
            int attempt = Enumerable.Range(0, settings.PhrasingsPerAxis).FirstOrDefault(number => !used.Contains(number), -1);
            if (attempt >= 0)
                yield return new Choice(axis, finding, attempt, state.Trials.Count(trial => trial.Axis == axis.Id && !trial.Worked));
        }
    }

    private static WordingRequest Request(CalibrationState state, Choice choice)
    {
        IEnumerable<string> tried = state.Trials.Where(trial => trial.Axis == choice.Axis.Id).Select(trial => trial.Words);
        if (state.Best!.State.Of(choice.Axis.Id) is { } words)
            tried = tried.Prepend(words.Text);
        return new WordingRequest(choice.Axis.Id, choice.Finding.Ref, choice.Finding.Gen, choice.Attempt, [.. tried.Distinct()]);
    }

    private sealed record Choice(Axis Axis, AxisFinding Finding, int Attempt, int Failed);
}
