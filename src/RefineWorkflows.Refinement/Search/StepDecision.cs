namespace RefineWorkflows.Refinement.Search;

/// <summary>What became of a candidate. Exactly one of <see cref="Stop"/> and <see cref="Next"/> is set.</summary>
/// <param name="State">What the search remembers from now on.</param>
/// <param name="Accepted">Whether the search builds on this picture.</param>
/// <param name="IsBest">Whether it is the new best.</param>
/// <param name="Status">The decision in words, for people and traces.</param>
/// <param name="Delta">Score minus the current picture's; only annealing weighs it.</param>
/// <param name="Temperature">Annealing's T in this iteration; null elsewhere.</param>
/// <param name="Random">The number drawn in [0, 1); null when the decision needed none.</param>
/// <param name="Stop">Why the run ends here, or null.</param>
/// <param name="Next">Where the next idea comes from, or null.</param>
/// <param name="DoneDowngraded">Whether a DONE counted as CONTINUE because of <see cref="SearchSettings.DoneRequiresScore"/>.</param>
/// <param name="Warnings">What a person should know about this step.</param>
public sealed record StepDecision(
    SearchState State,
    bool Accepted,
    bool IsBest,
    string Status,
    double? Delta,
    double? Temperature,
    double? Random,
    StopReason? Stop,
    NextMove? Next,
    bool DoneDowngraded,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the run ended with DONE on the very picture that wins; null while it goes on or when it ended otherwise.</summary>
    public bool? DoneOnBest => Stop == StopReason.Done ? State.Best?.Iteration == State.Iteration : null;
}
