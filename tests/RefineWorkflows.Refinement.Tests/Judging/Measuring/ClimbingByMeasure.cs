using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Judging.Measuring;

/// <summary>The whole loop in memory: painter, judge, proposer and the climbing strategy, without an engine.</summary>
public sealed class ClimbingByMeasure
{
    private const int Side = 96;

    private static readonly EmbeddedPainter Painter = new();
    private static readonly MeasuringJudge Judge = new(SomePicture.Codec);
    private static readonly MeasuringProposer Proposer = new(SomePicture.Codec);

    [Fact]
    public async Task A_hot_hotdog_starts_lukewarm_and_gets_visually_hot_within_eight_pictures()
    {
        List<double>[] climbs = [.. await Task.WhenAll(Enumerable.Range(1, 10)
            .Select(seed => ClimbAsync("a hot hotdog", "make it as visually hot as possible", (ulong)seed)))];

        double[] firsts = [.. climbs.Select(scores => scores[0]).Order()];
        Assert.InRange(firsts[firsts.Length / 2], 1, 6);
        Assert.True(climbs.Count(scores => scores.Max() >= 8) >= 9, string.Join(" | ", climbs.Select(scores => string.Join(' ', scores))));
    }

    [Theory]
    [InlineData("a hot hotdog", "calm misty morning, cooler")]
    [InlineData("a hotdog", "more dramatic")]
    [InlineData("a hotdog", "darker")]
    [InlineData("a hotdog", "as colourful as possible")]
    public async Task Other_goals_are_climbed_too(string prompt, string goal)
    {
        for (ulong seed = 1; seed <= 1; seed++)
        {
            List<double> scores = await ClimbAsync(prompt, goal, seed);
            Assert.True(scores.Max() >= scores[0] + 1 || scores[0] >= 9, $"{goal}, seed {seed}: {string.Join(' ', scores)}");
        }
    }

    private static async Task<List<double>> ClimbAsync(string prompt, string goal, ulong seed)
    {
        SearchSettings settings = SearchSettings.ForStrategy(StrategyKind.Climbing) with { MaxIterations = 8, Seed = seed };
        var pictures = new Dictionary<string, ReadOnlyMemory<byte>>();
        var scores = new List<double>();
        SearchState state = SearchState.Start;
        string? idea = null;
        while (true)
        {
            int iteration = state.Iteration + 1;
            GeneratedImage picture = await Painter.GenerateAsync(
                new GenerationRequest(prompt, null, GenerationPlan.For(settings, state, iteration).Seed, Side, Side), default);
            Verdict verdict = EvaluatorReply.Parse(await Judge.EvaluateAsync(new EvaluationRequest(goal, prompt, picture.Bytes), default));
            scores.Add(verdict.Score!.Value);
            string file = $"{iteration}.png";
            pictures[file] = picture.Bytes;
            Decision decision = SearchStrategy.Decide(settings, state, new Candidate(iteration, prompt, idea, file, verdict.Score, verdict));
            state = decision.State;
            idea = decision.Next switch
            {
                AdoptContinue adopt => adopt.Text,
                AskDifferent ask => await Proposer.ProposeAsync(
                    new ProposalRequest(goal, ask.Base.Prompt, pictures[ask.Base.File], ask.RejectedIdeas, ask.ProposerTemperature, seed), default),
                _ => "",
            };
            if (idea.Length == 0)
                return scores;
            prompt = await Proposer.CondenseAsync(idea, 115, default);
        }
    }
}
