using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>How far one judge with one prompt can be trusted, by what it has said so far.</summary>
/// <param name="Judge">The judge's name.</param>
/// <param name="Model">The model behind it.</param>
/// <param name="Prompt">The prompt it was asked with; null for a judge without words.</param>
/// <param name="Pairs">Who won, its position bias and its swap consistency; empty for one that only scored.</param>
/// <param name="Winners">Cohen's κ against people; null without labels.</param>
/// <param name="Scores">Spearman's ρ against people; null without labels.</param>
public sealed record JudgeReliability(string Judge, string Model, PromptStamp? Prompt, PairTally Pairs, Agreement? Winners, Agreement? Scores)
{
    /// <summary>How often it scored, failed ones too.</summary>
    public int Scored { get; init; }

    /// <summary>Whether enough people's labels say how far it agrees with them; never without labels.</summary>
    public bool IsCalibrated => Winners is { IsCalibrated: true } || Scores is { IsCalibrated: true };

    /// <summary>One for each judge, model and prompt version, in the order in which they first appear. What came from the cache counts once.</summary>
    /// <param name="verdicts">Newest first.</param>
    /// <param name="labels">What people said; each is held against the newest verdict about its pictures.</param>
    public static IReadOnlyList<JudgeReliability> Of(IEnumerable<StoredVerdict> verdicts, IReadOnlyList<HumanLabel> labels)
        => [.. verdicts.Where(verdict => !verdict.CacheHit).GroupBy(verdict => (verdict.Judge, verdict.Model, verdict.Prompt)).Select(group => One(group.Key.Judge, group.Key.Model, group.Key.Prompt, [.. group], labels))];

    private static JudgeReliability One(string judge, string model, PromptStamp? prompt, StoredVerdict[] verdicts, IReadOnlyList<HumanLabel> labels)
    {
        PairTally tally = verdicts.Select(verdict => verdict.Comparison).OfType<PairComparison>().Select(comparison => comparison with { Judge = judge, Prompt = prompt })
            .Aggregate(new PairTally(judge, prompt), (sum, comparison) => sum.With(comparison));
        (PairWinner, PairWinner)[] winners = [.. labels.Where(label => label.Winner is not null).Select(label => (Said: Winner(verdicts, label), label.Winner!.Value)).Where(both => both.Said is not null).Select(both => (both.Said!.Value, both.Value))];
        (double?, double?)[] scores = [.. labels.Where(label => label.Score is not null).Select(label => (Score(verdicts, label), label.Score))];
        return new JudgeReliability(
            judge,
            model,
            prompt,
            tally,
            winners.Length > 0 ? Agreement.OfWinners(winners) : null,
            scores.Any(both => both.Item1 is not null) ? Agreement.OfScores(scores) : null) { Scored = verdicts.Count(verdict => verdict.Kind != VerdictKind.Pair) };
    }

    private static PairWinner? Winner(StoredVerdict[] verdicts, HumanLabel label)
    {
        StoredVerdict? found = Array.Find(verdicts, verdict => verdict.Comparison is not null && Fits(verdict, label) && (verdict.Images.SequenceEqual(label.Images) || verdict.Images.SequenceEqual(label.Images.Reverse())));
        return found is null ? null : found.Images.SequenceEqual(label.Images) ? found.Comparison!.Winner : found.Comparison!.Winner.Swapped();
    }

    private static double? Score(StoredVerdict[] verdicts, HumanLabel label)
        => Array.Find(verdicts, verdict => verdict.Kind != VerdictKind.Pair && Fits(verdict, label) && verdict.Images.SequenceEqual(label.Images))?.Points;

    private static bool Fits(StoredVerdict verdict, HumanLabel label) => label.Goal is null || label.Goal == verdict.Goal;
}
