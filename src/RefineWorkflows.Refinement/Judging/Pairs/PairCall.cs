namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>What came of asking a judge in one order.</summary>
/// <param name="IsSwapped">Whether Image B was shown first.</param>
/// <param name="Verdict">As the judge was shown the pictures; null when it failed.</param>
/// <param name="RawReply">The reply the verdict was read from, or else the last one; null when there was none.</param>
/// <param name="Problem">Why it failed or is doubtful; null when all is well.</param>
/// <param name="Attempts">How often the judge was asked.</param>
/// <param name="IsTransient">Whether it failed for something that passes.</param>
public sealed record PairCall(bool IsSwapped, PairVerdict? Verdict, string? RawReply, string? Problem, int Attempts, bool IsTransient)
{
    /// <summary>As the pictures are called outside, whatever the order was.</summary>
    public PairWinner Winner => IsSwapped ? Shown.Swapped() : Shown;

    /// <summary>As the judge was shown the pictures: Image A is the first slot.</summary>
    internal PairWinner Shown => Verdict?.Winner ?? PairWinner.Failed;
}
