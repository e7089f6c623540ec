using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>The scores of one picture, or of two and which of them wins.</summary>
/// <param name="Judge">The judge's id.</param>
/// <param name="Prompt">The prompt it was asked with.</param>
/// <param name="Images">One or two, in the order in which they were given.</param>
/// <param name="TieMargin">The difference up to which two tie.</param>
public sealed record VieScoreResult(string Judge, PromptStamp Prompt, IReadOnlyList<VieScoreImage> Images, double TieMargin = 0)
{
    // two scores that differ by exactly the margin as people read them may differ by a little more in binary
    private const double Rounding = 1e-9;

    /// <summary>The score of the only picture, from 0 to 10; null when it failed or there are two.</summary>
    public double? Score => Images.Count == 1 ? Images[0].Score : null;

    /// <summary>Which of two wins; <see cref="PairWinner.Failed"/> when one of them has no score. Null for one picture.</summary>
    public PairWinner? Winner => Images.Count == 1 ? null : Compare(Images[0].Score, Images[1].Score, TieMargin);

    /// <summary>Which of two scores wins; <see cref="PairWinner.Failed"/> where one is missing.</summary>
    /// <param name="first">Of Image A.</param>
    /// <param name="second">Of Image B.</param>
    /// <param name="tieMargin">The difference up to which they tie.</param>
    public static PairWinner Compare(double? first, double? second, double tieMargin) => (first - second) switch
    {
        null => PairWinner.Failed,
        { } lead when Math.Abs(lead) <= tieMargin + Rounding => PairWinner.Tie,
        > 0 => PairWinner.ImageA,
        _ => PairWinner.ImageB,
    };

    /// <summary>As it is stored: <c>type</c>, <c>value</c> and <c>meta</c> with every score and raw reply, also of what failed.</summary>
    public JsonObject ToJson()
    {
        var raw = new JsonObject();
        for (int image = 0; image < Images.Count; image++)
            raw[$"edited_image_{image}"] = Images[image].RawReplies[^1];
        return new JsonObject
        {
            ["type"] = Images.Count == 1 ? "single_score" : "pairwise_comparison",
            ["value"] = Winner is { } winner ? winner.Words() : Score is { } score ? score : PairWinner.Failed.Words(),
            ["meta"] = new JsonObject
            {
                ["judge"] = Judge,
                ["prompt_id"] = Prompt.Id,
                ["prompt_version"] = Prompt.Version,
                ["prompt_sha256"] = Prompt.Sha256,
                ["vie_score"] = new JsonArray([.. Images.Select(image => (JsonNode?)image.Score)]),
                ["raw_response"] = raw,
                ["problems"] = new JsonArray([.. Images.Select(image => (JsonNode?)image.Problems[^1])]),
                ["high_variance"] = Images.Any(image => image.Median.IsUnsteady),
            },
        };
    }
}
