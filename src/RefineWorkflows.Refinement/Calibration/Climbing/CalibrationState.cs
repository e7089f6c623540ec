namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>
/// All that a calibration remembers between two pictures. It goes through JSON without loss, so a run that was
/// interrupted decides as if it had not been.
/// </summary>
/// <param name="Iteration">The last iteration that was decided; 0 before the first.</param>
/// <param name="Start">The prompt of the first picture.</param>
/// <param name="Best">The best picture so far, the first of equals. Every edit starts from it, and its comparison says what to edit.</param>
/// <param name="Stale">Pictures since the last one that was better.</param>
/// <param name="Trials">Phrasings that were tried, oldest first.</param>
/// <param name="InHand">The axis whose last phrasing did not help; it gets its other phrasings before the next axis has its turn. Null otherwise.</param>
/// <param name="OneByOne">Whether an edit of two axes failed since the last improvement: it does not tell which of them was wrong, so they are tried alone.</param>
/// <param name="Outcome">Why the search ended, while the prompt is still tried with other seeds; null before.</param>
/// <param name="Checks">The prompt that converged with other seeds.</param>
public sealed record CalibrationState(
    int Iteration,
    AxisState Start,
    CalibrationStep? Best,
    int Stale,
    IReadOnlyList<AxisTrial> Trials,
    string? InHand,
    bool OneByOne,
    string? Outcome,
    IReadOnlyList<SeedCheck> Checks)
{
    /// <summary>Before the first picture.</summary>
    public static CalibrationState Begin(AxisState start) => new(0, start, null, 0, [], null, false, null, []);
}
