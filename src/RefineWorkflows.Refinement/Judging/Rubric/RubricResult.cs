using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Rubric;

/// <summary>How one picture was graded by the rubric.</summary>
/// <param name="Judge">The judge's id.</param>
/// <param name="Prompt">The prompt it was asked with.</param>
/// <param name="Samples">The verdict of each sample; null where it failed. Never empty.</param>
/// <param name="RawReplies">The reply of each sample, failed ones too; null where there was none.</param>
/// <param name="Problems">Why a sample failed, or why it is doubtful; null where neither.</param>
/// <param name="IsTransient">Whether one failed for something that passes.</param>
public sealed record RubricResult(string Judge, PromptStamp Prompt, IReadOnlyList<RubricVerdict?> Samples, IReadOnlyList<string?> RawReplies, IReadOnlyList<string?> Problems, bool IsTransient)
{
    /// <summary>The median of the samples' beauty, 1 to 5; without a score when all failed.</summary>
    [JsonIgnore]
    public PanelMedian Aesthetic => Median(Samples.Select(sample => sample?.Aesthetic));

    /// <summary>The median of the samples' following, 1 to 5; without a score when all failed.</summary>
    [JsonIgnore]
    public PanelMedian InstructionFollowing => Median(Samples.Select(sample => sample?.InstructionFollowing));

    /// <summary>The median of the samples' whole, 1 to 5; without a score when all failed.</summary>
    [JsonIgnore]
    public PanelMedian Overall => Median(Samples.Select(sample => sample?.Overall));

    /// <summary>Why, in the judge's words, by the first sample that did not fail; null when it gave none.</summary>
    [JsonIgnore]
    public string? Reasoning => Samples.OfType<RubricVerdict>().FirstOrDefault()?.Reasoning;

    /// <summary>What grades on this scale say together; missing ones are left out.</summary>
    public static PanelMedian Median(IEnumerable<double?> grades) => PanelMedian.Of([.. grades], RubricVerdict.Most - RubricVerdict.Least);

    /// <summary>As it is stored: <c>type</c>, <c>value</c> with the three grades or <c>Failed</c>, and <c>meta</c> with every raw reply, also of what failed.</summary>
    public JsonObject ToJson() => new()
    {
        ["type"] = "rubric",
        ["value"] = Overall.Score is null ? PairWinner.Failed.Words() : Grades(Aesthetic, InstructionFollowing, Overall),
        ["meta"] = new JsonObject
        {
            ["judge"] = Judge,
            ["prompt_id"] = Prompt.Id,
            ["prompt_version"] = Prompt.Version,
            ["prompt_sha256"] = Prompt.Sha256,
            ["reasoning"] = Reasoning,
            ["raw_response"] = new JsonArray([.. RawReplies.Select(reply => (JsonNode?)reply)]),
            ["problems"] = new JsonArray([.. Problems.Select(problem => (JsonNode?)problem)]),
            ["high_variance"] = Aesthetic.IsUnsteady || InstructionFollowing.IsUnsteady || Overall.IsUnsteady,
        },
    };

    /// <summary>The three grades by their names; null where one is missing.</summary>
    public static JsonObject Grades(PanelMedian aesthetic, PanelMedian following, PanelMedian overall)
    {
        ArgumentNullException.ThrowIfNull(aesthetic);
        ArgumentNullException.ThrowIfNull(following);
        ArgumentNullException.ThrowIfNull(overall);
        return new JsonObject { ["aesthetic"] = aesthetic.Score, ["instruction_following"] = following.Score, ["overall"] = overall.Score };
    }
}
