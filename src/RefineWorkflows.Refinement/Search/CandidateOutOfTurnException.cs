namespace RefineWorkflows.Refinement.Search;

/// <summary>A candidate came that the search was not waiting for; deciding on it would make the run's history a lie.</summary>
public sealed class CandidateOutOfTurnException(int iteration, SearchState state)
    : RefinementException(state.Stop is { } stop
        ? $"The search ended after iteration {state.Iteration} ({stop}) and takes no candidate {iteration}. Start a new run or fork this one."
        : $"The search waits for candidate {state.Iteration + 1}, not {iteration}. Decide on each iteration once, in order.")
{
    /// <summary>The iteration that came out of turn.</summary>
    public int Iteration { get; } = iteration;
}
