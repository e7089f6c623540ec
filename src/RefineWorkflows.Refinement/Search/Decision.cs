namespace RefineWorkflows.Refinement.Search;

/// <summary>What a search decided about one picture.</summary>
/// <param name="State">The state to keep.</param>
/// <param name="Accepted">Whether the search goes on from this picture.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
/// <param name="Status">One line for people.</param>
/// <param name="Delta">Score minus the score it was compared with; null when there was none to compare with.</param>
/// <param name="Temperature">Annealing: the temperature of this iteration.</param>
/// <param name="Random">Annealing: the number drawn in [0, 1); null when none was needed.</param>
/// <param name="StopReason">One of <see cref="StopReasons"/>; null while the run goes on.</param>
/// <param name="Next">Where the next prompt comes from; null exactly when the run stops.</param>
/// <param name="Warnings">Constants of <see cref="SearchWarnings"/>.</param>
public sealed record Decision(
    SearchState State,
    bool Accepted,
    bool IsBest,
    string Status,
    double? Delta,
    double? Temperature,
    double? Random,
    string? StopReason,
    NextStep? Next,
    IReadOnlyList<string> Warnings);
