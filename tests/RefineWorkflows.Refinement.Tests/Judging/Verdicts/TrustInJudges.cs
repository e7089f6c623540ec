using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Tests.Judging.Pairs;

namespace RefineWorkflows.Refinement.Tests.Judging.Verdicts;

/// <summary>How far judges can be trusted, by what they have said.</summary>
public sealed class TrustInJudges
{
    [Fact]
    public async Task A_judge_that_agrees_with_twenty_people_is_calibrated_and_with_nineteen_not()
    {
        StoredVerdict[] verdicts = await VerdictsAsync(20, request => ScriptedPairJudge.Says(request.First.Span[0] > request.Second.Span[0] ? "Image A" : "Image B"));
        HumanLabel[] labels = [.. verdicts.Select((verdict, at) => new HumanLabel(verdict.Images, at % 2 == 0 ? PairWinner.ImageA : PairWinner.ImageB))];

        JudgeReliability judge = Assert.Single(JudgeReliability.Of(verdicts, labels));
        Assert.Equal((1.0, 20, true), (judge.Winners!.Value, judge.Winners.Count, judge.IsCalibrated));
        Assert.Equal((0.0, 1.0), (judge.Pairs.PositionBias, judge.Pairs.SwapConsistency));
        Assert.False(Assert.Single(JudgeReliability.Of(verdicts, labels[..19])).IsCalibrated);
        Assert.False(Assert.Single(JudgeReliability.Of(verdicts, [])).IsCalibrated);
    }

    [Fact]
    public async Task A_label_about_the_same_pictures_the_other_way_round_counts_the_other_way_round()
    {
        StoredVerdict[] verdicts = await VerdictsAsync(4, request => ScriptedPairJudge.Says(request.First.Span[0] > request.Second.Span[0] ? "Image A" : "Image B"));
        HumanLabel[] labels = [.. verdicts.Select((verdict, at) => new HumanLabel([.. verdict.Images.Reverse()], at % 2 == 0 ? PairWinner.ImageB : PairWinner.ImageA))];
        Assert.Equal((1.0, 4), (Assert.Single(JudgeReliability.Of(verdicts, labels)).Winners!.Value, 4));
    }

    [Fact]
    public async Task What_came_from_the_cache_and_labels_for_other_goals_count_for_nothing()
    {
        StoredVerdict[] verdicts = await VerdictsAsync(3, _ => ScriptedPairJudge.Says("Image A"));
        JudgeReliability judge = Assert.Single(JudgeReliability.Of([.. verdicts, .. verdicts.Select(verdict => verdict with { CacheHit = true })], [new HumanLabel(verdicts[0].Images, PairWinner.Tie, Goal: "another")]));
        Assert.Equal((3, 1.0, (object?)null), (judge.Pairs.Comparisons, judge.Pairs.PositionBias!.Value, judge.Winners));
    }

    /// <summary>Comparisons of pairs of which the first is the greater one in every other.</summary>
    private static async Task<StoredVerdict[]> VerdictsAsync(int count, Func<PairRequest, string> says)
    {
        var comparer = new PairComparer(new ScriptedPairJudge(says), new PairSettings());
        var verdicts = new List<StoredVerdict>();
        for (int at = 0; at < count; at++)
        {
            PairComparison comparison = await comparer.CompareAsync(new PairQuestion("g", new[] { (byte)(at % 2 == 0 ? 200 : 100) }, new byte[] { 150 }), CancellationToken.None);
            verdicts.Add(new StoredVerdict
            {
                Key = $"{at}", Kind = VerdictKind.Pair, Judge = "scripted", Model = "script", Goal = "g", Images = [$"a{at}", $"b{at}"],
                Value = comparison.Winner.Words(), RawReplies = [], At = default, Comparison = comparison,
            });
        }

        return [.. verdicts];
    }
}
