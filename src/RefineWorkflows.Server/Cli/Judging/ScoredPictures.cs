using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary>What one judge says about one or two pictures, with one prompt or with two that are combined.</summary>
/// <param name="Verdicts">One for each prompt: of what is shown, then of how it is made.</param>
/// <param name="TieMargin">The difference of two scores up to which they tie.</param>
internal sealed record ScoredPictures(IReadOnlyList<StoredVerdict> Verdicts, double TieMargin)
{
    /// <summary>One for each picture; null where it failed.</summary>
    public IReadOnlyList<double?> Scores { get; } = [.. Enumerable.Range(0, Verdicts[0].Images.Count).Select(at => Verdicts.Count == 1
        ? Verdicts[0].Scores!.Images[at].Score
        : VieScoreOverall.Of(Verdicts[0].Scores!.Images[at], Verdicts[1].Scores!.Images[at]))];

    /// <summary>Which of two wins; null for one picture.</summary>
    public PairWinner? Winner => Scores.Count == 1 ? null : VieScoreResult.Compare(Scores[0], Scores[1], TieMargin);
}
