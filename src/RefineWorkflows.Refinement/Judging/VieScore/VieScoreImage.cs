using RefineWorkflows.Refinement.Judging.Panel;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>How one picture was scored.</summary>
/// <param name="Samples">The verdict of each sample; null where it failed. Never empty.</param>
/// <param name="RawReplies">The reply of each sample, failed ones too; null where there was none.</param>
/// <param name="Problems">Why a sample failed; null where it did not.</param>
/// <param name="IsTransient">Whether one failed for something that passes.</param>
public sealed record VieScoreImage(IReadOnlyList<ScoreVerdict?> Samples, IReadOnlyList<string?> RawReplies, IReadOnlyList<string?> Problems, bool IsTransient)
{
    /// <summary>The median of the samples that did not fail, from 0 to 10; null when all failed, never 0.</summary>
    public double? Score => Median.Score;

    /// <summary>The samples together, with their spread.</summary>
    public PanelMedian Median => PanelMedian.Of([.. Samples.Select(sample => sample?.Score)]);

    /// <summary>The median of each sub-score, from 0 to 10, in the prompt's order; empty when all failed.</summary>
    public IReadOnlyList<double> SubScores
    {
        get
        {
            ScoreVerdict[] given = [.. Samples.OfType<ScoreVerdict>()];
            int shared = given.Length == 0 ? 0 : given.Min(sample => sample.SubScores.Count);
            return [.. Enumerable.Range(0, shared).Select(at => PanelMedian.Of([.. given.Select(sample => (double?)sample.SubScores[at])]).Score!.Value)];
        }
    }
}
