using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Search;

/// <summary>
/// One decision of the search. Pure: the same settings, state and candidate give the same decision on every machine,
/// today and after a crash.
/// </summary>
public static class SearchStep
{
    /// <summary>Accepts or rejects the candidate, then ends the run or says where the next idea comes from.</summary>
    /// <param name="settings">Valid settings, the same in every step of a run.</param>
    /// <param name="state">The state of the last decision, or <see cref="SearchState.Start"/>.</param>
    /// <param name="candidate">The picture of iteration <c>state.Iteration + 1</c>.</param>
    /// <param name="budgetSpent">Whether a budget of the run is used up; ends the run unless a better reason does.</param>
    /// <exception cref="SearchSettingsException">The settings are not valid.</exception>
    /// <exception cref="CandidateOutOfTurnException">The candidate is not the next one, or the run has ended.</exception>
    public static StepDecision Decide(SearchSettings settings, SearchState state, Candidate candidate, bool budgetSpent = false)
    {
        if (settings.Validate() is { Count: > 0 } problems)
            throw new SearchSettingsException(problems);
        if (state.Stop is not null || candidate.Iteration != state.Iteration + 1)
            throw new CandidateOutOfTurnException(candidate.Iteration, state);

        bool downgraded = candidate.Verdict.Action == VerdictAction.Done && (candidate.Verdict.Score ?? 0) < settings.DoneRequiresScore;
        VerdictAction action = downgraded ? VerdictAction.Continue : candidate.Verdict.Action;

        bool isBest = Improves(state, candidate) && !Acceptance.LosesFidelity(settings, state, candidate);
        Acceptance acceptance = Acceptance.Of(settings, state, candidate, isBest);
        SearchState moved = Move(settings, state, candidate, acceptance, isBest);
        StopReason? stop = StopOf(settings, moved, action, budgetSpent);
        return new StepDecision(
            moved with { Stop = stop },
            acceptance.Accepted,
            isBest,
            acceptance.Status,
            acceptance.Delta,
            acceptance.Temperature,
            acceptance.Random,
            stop,
            stop is null ? NextOf(settings, moved, candidate, acceptance, action) : null,
            downgraded,
            WarningsOf(settings, moved, candidate, isBest, downgraded));
    }

    // Strictly greater: coarse judges tie often, and a tie shows no progress.
    private static bool Improves(SearchState state, Candidate candidate) =>
        state.Best is not { } best || (candidate.Verdict.Score ?? 0) > best.ComparableScore;

    private static SearchState Move(SearchSettings settings, SearchState state, Candidate candidate, Acceptance acceptance, bool isBest)
    {
        int depth = settings.Strategy == StrategyKind.Img2Img && state.Best is { } reference ? reference.ReferenceDepth + 1 : 0;
        JudgedImage image = new(candidate.Iteration, candidate.Image, candidate.Prompt, candidate.Verdict.Score, candidate.Fidelity, depth);
        return new SearchState
        {
            Iteration = candidate.Iteration,
            Best = isBest ? image : state.Best,
            Current = acceptance.Accepted ? image : state.Current,
            Rejected = acceptance.Accepted ? [] : candidate.Idea is { } idea ? [.. state.Rejected, idea] : state.Rejected,
            Stale = isBest ? 0 : state.Stale + 1,
        };
    }

    // The order is a promise: of several reasons the first is the one told.
    private static StopReason? StopOf(SearchSettings settings, SearchState state, VerdictAction action, bool budgetSpent)
    {
        if (action == VerdictAction.Done)
            return StopReason.Done;
        if (action == VerdictAction.Unknown && settings.OnUnknown == UnknownVerdictPolicy.Stop)
            return StopReason.Unparseable;
        if (settings.MaxIterations > 0 && state.Iteration >= settings.MaxIterations)
            return StopReason.MaxIterations;
        if (settings.MaxIterations == 0 && state.Iteration >= settings.AbsoluteCeiling)
            return StopReason.Ceiling;
        if (state.Best?.Score >= settings.TargetScore)
            return StopReason.Converged;
        if (state.Stale >= settings.EffectivePatience)
            return StopReason.Patience;
        return budgetSpent ? StopReason.Budget : null;
    }

    private static NextMove NextOf(SearchSettings settings, SearchState state, Candidate candidate, Acceptance acceptance, VerdictAction action)
    {
        // The judge's own idea would be the same at every temperature; only the proposer can cool.
        if (settings.Strategy == StrategyKind.Annealing)
            return Ask(state, Annealing.ProposerTemperature(settings, Annealing.Temperature(settings, state.Iteration)));
        if (acceptance.Accepted && candidate.Verdict.NextPrompt is { } advice)
            return new AdoptContinue(advice);
        if (acceptance.Accepted && settings.Strategy == StrategyKind.Img2Img && action == VerdictAction.Continue)
            return new RepeatPrompt(candidate.Prompt);
        return Ask(state, settings.ProposerTemperature);
    }

    private static AskDifferent Ask(SearchState state, double temperature) =>
        new(state.Current ?? throw new InvalidOperationException("The first candidate is always accepted, so there is a current picture."), state.Rejected, temperature);

    private static List<string> WarningsOf(SearchSettings settings, SearchState state, Candidate candidate, bool isBest, bool downgraded)
    {
        List<string> warnings = [];
        if (candidate.Verdict.Score is null)
            warnings.Add($"Iteration {candidate.Iteration} has no score; it compares as 0.");
        if (downgraded)
            warnings.Add(FormattableString.Invariant($"DONE in iteration {candidate.Iteration} counts as CONTINUE: --done-requires-score is {settings.DoneRequiresScore}, the score {(candidate.Verdict.Score is { } score ? score : "is missing")}."));
        if (isBest && state.Best is { } best && best.ReferenceDepth > settings.MaxReferenceDepth)
            warnings.Add($"The best picture stands at the end of {best.ReferenceDepth} pictures made from one another (more than {settings.MaxReferenceDepth}): look for worn textures and colours.");
        return warnings;
    }
}
