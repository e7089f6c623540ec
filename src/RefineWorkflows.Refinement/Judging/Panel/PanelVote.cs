using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Judging.Panel;

/// <summary>What several verdicts about two pictures say together.</summary>
/// <param name="Winner">What most say; a tie where two say it equally often. <see cref="PairWinner.Failed"/> where too few are left.</param>
/// <param name="ForA">Verdicts for Image A.</param>
/// <param name="ForB">Verdicts for Image B.</param>
/// <param name="Ties">Verdicts for neither.</param>
/// <param name="Failed">Verdicts that were left out.</param>
public sealed record PanelVote(PairWinner Winner, int ForA, int ForB, int Ties, int Failed)
{
    /// <summary>Counts; a failed verdict is no voice and no tie.</summary>
    /// <param name="verdicts">One for each voice.</param>
    /// <param name="quorum">How many must not have failed, from 1. With fewer nothing is decided.</param>
    public static PanelVote Of(IReadOnlyCollection<PairWinner> verdicts, int quorum = 1)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentOutOfRangeException.ThrowIfLessThan(quorum, 1);
        int a = verdicts.Count(verdict => verdict == PairWinner.ImageA);
        int b = verdicts.Count(verdict => verdict == PairWinner.ImageB);
        int ties = verdicts.Count(verdict => verdict == PairWinner.Tie);
        PairWinner winner = a + b + ties < quorum ? PairWinner.Failed
            : a > b && a > ties ? PairWinner.ImageA
            : b > a && b > ties ? PairWinner.ImageB
            : PairWinner.Tie;
        return new PanelVote(winner, a, b, ties, verdicts.Count - a - b - ties);
    }
}
