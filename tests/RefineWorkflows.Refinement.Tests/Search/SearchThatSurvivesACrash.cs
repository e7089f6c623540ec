using System.Text.Json;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class SearchThatSurvivesACrash
{
    [Theory]
    [InlineData(StrategyKind.Greedy)]
    [InlineData(StrategyKind.Climbing)]
    [InlineData(StrategyKind.Annealing)]
    [InlineData(StrategyKind.Img2Img)]
    public void Cut_anywhere_and_read_back_from_JSON_it_decides_the_same(StrategyKind strategy)
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            SearchSettings settings = new() { Strategy = strategy, MaxIterations = 15, Patience = 5, Seed = seed, DoneRequiresScore = 4 };
            Verdict[] verdicts = [.. Some.Scores(seed, 15).Select((score, i) => StableRandom.Below(8, seed, "action", i) switch
            {
                0 => Walk.Unknown(score),
                1 when i > 8 => Walk.Done(score),
                _ => Walk.Continue(score),
            })];
            List<StepDecision> straight = Walk.Over(settings, verdicts);
            SearchState stored = SearchState.Start;
            for (int i = 0; i < straight.Count; i++)
            {
                SearchState read = Copy(stored);
                StepDecision decision = SearchStep.Decide(Copy(settings), read, Walk.Candidate(read, verdicts[i]));
                Assert.Equal(Json(straight[i]), Json(decision));
                Assert.Equal(Json(decision), Json(Copy(decision)));
                stored = decision.State;
            }
        }
    }

    [Fact]
    public void The_best_never_falls_in_any_strategy()
    {
        foreach (StrategyKind strategy in Enum.GetValues<StrategyKind>())
        {
            for (ulong seed = 0; seed < 100; seed++)
            {
                double best = -1;
                foreach (StepDecision step in Walk.Over(new SearchSettings { Strategy = strategy, MaxIterations = 25, Patience = 25, Seed = seed }, Some.Scores(seed, 25)))
                {
                    double now = step.State.Best!.Score ?? 0;
                    Assert.True(now >= best, $"{strategy}, seed {seed}");
                    best = now;
                }
            }
        }
    }

    [Fact]
    public void The_words_on_the_wire_are_stable()
    {
        StepDecision step = Walk.Over(new SearchSettings { Strategy = StrategyKind.Climbing, Patience = 1 }, 5, 4)[^1];
        string json = Json(step);
        Assert.Contains("\"stop\":\"patience\"", json, StringComparison.Ordinal);
        Assert.Contains("\"isBest\":false", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"ask\"", Json(Walk.Over(new SearchSettings { Strategy = StrategyKind.Annealing }, 5)[0]), StringComparison.Ordinal);
        Assert.Contains("\"strategy\":\"img2img\"", Json(new SearchSettings { Strategy = StrategyKind.Img2Img }), StringComparison.Ordinal);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, RefinementJson.Compact);

    private static T Copy<T>(T value) => JsonSerializer.Deserialize<T>(Json(value), RefinementJson.Compact)!;
}
