namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>One comparison, in one order or both.</summary>
/// <param name="First">Image A shown first.</param>
/// <param name="Second">Image B shown first; null when only one order was asked for.</param>
/// <param name="Winner">What both together say.</param>
/// <param name="Consistency">How the two go together.</param>
/// <param name="SingleOrder">Whether only one of two orders counts because the other failed.</param>
public sealed record PairRound(PairCall First, PairCall? Second, PairWinner Winner, PairConsistency Consistency, bool SingleOrder = false)
{
    internal IEnumerable<PairCall> Calls => Second is null ? [First] : [First, Second];

    internal static PairRound Of(PairCall first, PairCall? second, PairSettings settings)
    {
        if (second is null)
            return new PairRound(first, null, first.Winner, PairConsistency.Unchecked);

        PairWinner one = first.Winner;
        PairWinner other = second.Winner;
        if (one == other)
            return new PairRound(first, second, one, one == PairWinner.Failed ? PairConsistency.Failed : PairConsistency.Agree);
        if (one == PairWinner.Failed || other == PairWinner.Failed)
        {
            PairWinner heard = one == PairWinner.Failed ? other : one;
            return new PairRound(first, second, settings.AllowSingleOrder ? heard : PairWinner.Failed, PairConsistency.Incomplete, settings.AllowSingleOrder);
        }

        if (one != PairWinner.Tie && other != PairWinner.Tie)
            return new PairRound(first, second, PairWinner.Tie, PairConsistency.Flip);
        PairWinner decided = one == PairWinner.Tie ? other : one;
        return new PairRound(first, second, settings.Lean ? decided : PairWinner.Tie, PairConsistency.Partial);
    }
}
