using System.Text.Json;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;
using static RefineWorkflows.Refinement.Tests.Search.Searching;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class InterruptedSearch
{
    private static SearchState ThroughJson(SearchState state)
        => JsonSerializer.Deserialize<SearchState>(JsonSerializer.Serialize(state, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

    private static string Json(IEnumerable<Decision> decisions) => JsonSerializer.Serialize(decisions, JsonSerializerOptions.Web);

    private static List<Verdict> Verdicts(ulong seed)
    {
        List<Verdict> verdicts = [];
        for (int at = 0; at < 30; at++)
        {
            int luck = StableRandom.Below(40, seed, "verdict", at);
            double? score = luck < 3 ? null : 1 + StableRandom.Below(10, seed, "score", at);
            verdicts.Add(luck == 39 ? Done(score) : luck < 2 ? Unreadable() : Continue(score, $"judge \"{at}\""));
        }

        return verdicts;
    }

    [Fact]
    public void The_state_survives_json()
    {
        SearchState state = Play(Settings(StrategyKind.Img2Img), 5, null, 6, 4, 4)[^1].State;

        string json = JsonSerializer.Serialize(state, JsonSerializerOptions.Web);

        Assert.Equal(json, JsonSerializer.Serialize(ThroughJson(state), JsonSerializerOptions.Web));
        Assert.Contains("\"rejected\":[\"judge after 3\",\"proposal after 4\"]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_survive_json()
    {
        SearchSettings settings = SearchSettings.ForStrategy(StrategyKind.Img2Img) with { Seed = ulong.MaxValue, DoneRequiresScore = 8.5 };
        string json = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);

        Assert.Equal(settings, JsonSerializer.Deserialize<SearchSettings>(json, JsonSerializerOptions.Web));
        Assert.Contains("\"strategy\":\"img2img\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_next_step_survives_json()
    {
        NextStep step = Play(Settings(StrategyKind.Climbing), 5, 4)[1].Next!;
        string json = JsonSerializer.Serialize(step, JsonSerializerOptions.Web);

        AskDifferent read = Assert.IsType<AskDifferent>(JsonSerializer.Deserialize<NextStep>(json, JsonSerializerOptions.Web));
        Assert.Equal(json, JsonSerializer.Serialize<NextStep>(read, JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData(StrategyKind.Greedy)]
    [InlineData(StrategyKind.Climbing)]
    [InlineData(StrategyKind.Annealing)]
    [InlineData(StrategyKind.Img2Img)]
    public void A_search_cut_anywhere_decides_as_the_one_nobody_cut(StrategyKind strategy)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            SearchSettings settings = Settings(strategy, 25) with { Seed = seed, Patience = 8 };
            List<Verdict> verdicts = Verdicts(seed);
            string whole = Json(Play(settings, verdicts));

            Assert.Equal(whole, Json(Play(settings, verdicts, ThroughJson)));
            int cut = 1 + StableRandom.Below(20, seed, "cut", 0);
            Assert.Equal(whole, Json(Play(settings, verdicts, state => state.Iteration == cut ? ThroughJson(state) : state)));
        }
    }

    [Theory]
    [InlineData(StrategyKind.Greedy)]
    [InlineData(StrategyKind.Climbing)]
    [InlineData(StrategyKind.Annealing)]
    [InlineData(StrategyKind.Img2Img)]
    public void The_best_is_the_first_of_the_highest_scores_seen_and_never_falls(StrategyKind strategy)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            List<Verdict> verdicts = Verdicts(seed);
            List<Decision> decisions = Play(Settings(strategy, 25) with { Seed = seed }, verdicts);
            for (int last = 0; last < decisions.Count; last++)
            {
                double highest = verdicts.Take(last + 1).Max(verdict => verdict.Score ?? 0);
                int first = verdicts.FindIndex(verdict => (verdict.Score ?? 0) == highest) + 1;

                Assert.Equal(first, decisions[last].State.Best!.Iteration);
                Assert.Equal(decisions[last].StopReason is null, decisions[last].Next is not null);
            }
        }
    }
}
