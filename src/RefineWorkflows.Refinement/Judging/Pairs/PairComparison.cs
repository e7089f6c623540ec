using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>What one judge says about two pictures, with all that it said on the way.</summary>
/// <param name="Judge">The judge's id.</param>
/// <param name="Prompt">The prompt it was asked with; null for a judge without words.</param>
/// <param name="Rounds">One for each sample; never empty.</param>
public sealed record PairComparison(string Judge, PromptStamp? Prompt, IReadOnlyList<PairRound> Rounds)
{
    /// <summary>What most rounds say. Where two say it equally often it is a tie; failed ones are left out.</summary>
    public PairWinner Winner => PanelVote.Of([.. Rounds.Select(round => round.Winner)]).Winner;

    /// <summary>Whether some reply said that neither picture is acceptable.</summary>
    public bool NoneAcceptable => Verdicts.Any(verdict => verdict.NoneAcceptable);

    /// <summary>Whether some verdict stands against its own reasoning, also after it was asked for again.</summary>
    public bool RationaleConflict => Verdicts.Any(verdict => verdict.RationaleConflict);

    /// <summary>Whether it failed for something that passes, so that the same question may go well later.</summary>
    public bool IsTransient => Winner == PairWinner.Failed && Calls.Any(call => call.IsTransient);

    /// <summary>Standard deviation of the rounds that did not fail, with Image A as 1, a tie as ½ and Image B as 0; null when all failed.</summary>
    public double? Spread => PanelMedian.Deviation([.. Rounds.Where(round => round.Winner != PairWinner.Failed).Select(round => round.Winner switch
    {
        PairWinner.ImageA => 1.0,
        PairWinner.ImageB => 0.0,
        _ => 0.5,
    })]);

    /// <summary>Whether the rounds differ so much that the winner says little.</summary>
    public bool IsUnsteady => Spread > PanelMedian.HighVariance;

    internal IEnumerable<PairCall> Calls => Rounds.SelectMany(round => round.Calls);

    private IEnumerable<PairVerdict> Verdicts => Calls.Select(call => call.Verdict).OfType<PairVerdict>();

    /// <summary>As it is stored: <c>type</c>, <c>value</c> and <c>meta</c> with every raw reply.</summary>
    public JsonObject ToJson() => new()
    {
        ["type"] = "pairwise_comparison",
        ["value"] = Winner.Words(),
        ["meta"] = new JsonObject
        {
            ["judge"] = Judge,
            ["prompt_id"] = Prompt?.Id,
            ["prompt_version"] = Prompt?.Version,
            ["prompt_sha256"] = Prompt?.Sha256,
            ["raw_response"] = Calls.Last().RawReply,
            ["raw_responses"] = new JsonArray([.. Calls.Select(call => (JsonNode?)call.RawReply)]),
            ["problems"] = new JsonArray([.. Calls.Select(call => (JsonNode?)call.Problem)]),
            ["consistency"] = new JsonArray([.. Rounds.Select(round => (JsonNode?)round.Consistency.ToString().ToLowerInvariant())]),
            ["single_order"] = Rounds.Any(round => round.SingleOrder),
            ["none_acceptable"] = NoneAcceptable,
            ["rationale_conflict"] = RationaleConflict,
            ["spread"] = Spread,
            ["high_variance"] = IsUnsteady,
        },
    };
}
