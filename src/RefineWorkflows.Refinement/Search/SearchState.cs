namespace RefineWorkflows.Refinement.Search;

/// <summary>
/// All that a search remembers between two iterations. It goes through JSON without loss, so a run that was
/// interrupted decides as if it had not been.
/// </summary>
/// <param name="Iteration">The last iteration that was decided; 0 before the first.</param>
/// <param name="Best">The highest score so far, the first of equals; by comparison, the last that won.</param>
/// <param name="Current">Where the search stands: the last picture (greedy), the best (climbing, img2img), the accepted one (annealing).</param>
/// <param name="Rejected">Ideas tried against <paramref name="Current"/> that did not help, oldest first.</param>
/// <param name="Stale">Iterations since the last new best.</param>
/// <param name="AcceptanceDraws">Random numbers drawn so far for acceptance: the position of that stream.</param>
public sealed record SearchState(
    int Iteration,
    SearchStep? Best,
    SearchStep? Current,
    IReadOnlyList<string> Rejected,
    int Stale,
    long AcceptanceDraws)
{
    /// <summary>Before the first picture.</summary>
    public static SearchState Start { get; } = new(0, null, null, [], 0, 0);
}
