using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Search;

/// <summary>Decides about pictures. Pure: the same settings, state and candidate give the same decision everywhere.</summary>
public static class SearchStrategy
{
    /// <summary>Decides whether a judged picture is kept, whether the run goes on, and where the next prompt comes from.</summary>
    /// <exception cref="ArgumentException">The candidate is not the one that follows on the state, or its comparison is missing.</exception>
    public static Decision Decide(SearchSettings settings, SearchState state, Candidate candidate)
    {
        if (candidate.Iteration != state.Iteration + 1)
        {
            throw new ArgumentException(
                $"The state stands after iteration {state.Iteration}, so the next to decide is {state.Iteration + 1}, not {candidate.Iteration}.",
                nameof(candidate));
        }

        if (settings.Pairwise && state.Best is not null && candidate.Comparison is null)
            throw new ArgumentException("The search accepts by comparison, and there is none of this candidate with the best so far.", nameof(candidate));
        var walk = new Walk(settings, state, candidate);
        Move move = settings.Strategy switch
        {
            StrategyKind.Greedy => Greedy.Next(walk),
            StrategyKind.Annealing => Annealing.Next(walk),
            _ => Climbing.Next(walk),
        };
        bool downgraded = IsDowngraded(settings, candidate);
        string? stop = StopReason(settings, candidate, move, downgraded);
        return new Decision(
            move.State,
            move.Accepted,
            walk.IsBest,
            move.Status,
            move.Delta,
            move.Temperature,
            move.Random,
            stop,
            stop is null ? move.Next : null,
            [.. Warnings(settings, walk, downgraded)]);
    }

    private static bool IsDowngraded(SearchSettings settings, Candidate candidate)
        => candidate.Verdict.Action == VerdictAction.Done && settings.DoneRequiresScore is { } least && (candidate.Score ?? 0) < least;

    /// <summary>The first reason that holds, in this order, is the one that is reported.</summary>
    private static string? StopReason(SearchSettings settings, Candidate candidate, Move move, bool downgraded)
    {
        if (candidate.Verdict.Action == VerdictAction.Done && !downgraded)
            return StopReasons.Done;
        if (candidate.Verdict.Action == VerdictAction.Unknown && settings.StopOnUnreadableReply)
            return StopReasons.Unparseable;
        if (settings.MaxIterations > 0 && candidate.Iteration >= settings.MaxIterations)
            return StopReasons.MaxIterations;
        if (candidate.Iteration >= settings.AbsoluteCeiling)
            return StopReasons.Ceiling;
        return move.GivesUp ? StopReasons.Patience : null;
    }

    private static IEnumerable<string> Warnings(SearchSettings settings, Walk walk, bool downgraded)
    {
        if (downgraded)
            yield return SearchWarnings.DoneDowngraded;
        if (walk.IsBest && walk.Here.Score is null)
            yield return SearchWarnings.BestWithoutScore;
        if (walk.IsBest && walk.Here.ReferenceDepth > settings.MaxReferenceDepth)
            yield return SearchWarnings.ReferenceChainTooDeep;
    }
}
