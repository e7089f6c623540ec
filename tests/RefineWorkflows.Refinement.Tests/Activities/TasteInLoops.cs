using System.Globalization;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Tests.Judging.Pairs;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>Where loops ask a learned taste, and what they do with its answer.</summary>
public sealed class TasteInLoops
{
    [Fact]
    public async Task A_taste_that_is_sure_decides_and_the_judge_is_asked_about_the_rest()
    {
        using var folder = new TempFolder();
        // Sure of the second and fourth picture, unsure of the third.
        var taste = new ScriptedTaste { Odds = (_, later) => later == 3 ? new TasteOdds(0.3, 0.6, 0.1, 0.2, "anna@v3") : new TasteOdds(0.02, 0.95, 0.03, 0.05, "anna@v3") };
        var judge = new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie"), "scripted");
        await using LoopEngine engine = await OpenAsync(folder, judge, taste);
        RunRow run = await engine.RunAsync("pairwise-loop", "felt", ("MaxIterations", 4), ("Patience", 10), ("User", "anna"));

        IReadOnlyList<IterationRecord> steps = await engine.Records.IterationsAsync("felt", CancellationToken.None);
        Assert.Equal([true, true, false, true], steps.Select(step => step.Accepted));
        Assert.Equal(4, run.Best!.Iteration);
        Assert.Equal(2, judge.Requests.Count);
        Assert.All(taste.Asked, one => Assert.Equal("anna", one));
    }

    [Fact]
    public async Task A_taste_is_never_asked_where_the_drawing_says_so()
    {
        using var folder = new TempFolder();
        var taste = new ScriptedTaste { Odds = (_, _) => new TasteOdds(0, 1, 0, 0, "anna@v3") };
        var judge = new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie"), "scripted");
        await using LoopEngine engine = await OpenAsync(folder, judge, taste, json => json.Replace("\"type\": \"Refine.JudgePair\",", "\"type\": \"Refine.JudgePair\", \"tasteDecidesFrom\": {\"typeName\": \"Double\", \"expression\": {\"type\": \"Literal\", \"value\": \"2\"}},", StringComparison.Ordinal));
        RunRow run = await engine.RunAsync("pairwise-loop", "judged", ("MaxIterations", 2));

        Assert.Equal(1, run.Best!.Iteration);
        Assert.Empty(taste.Asked);
    }

    [Fact]
    public async Task A_proposer_hears_what_the_user_likes_and_what_keeps_failing()
    {
        using var folder = new TempFolder();
        var taste = new ScriptedTaste { Brief = new TasteBrief(["teal"], ["neon"], ["Light is often weak."]) };
        var backEnds = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([backEnds], [backEnds], [backEnds], [new EmbeddedAgent()]) { Taste = taste });
        await engine.RunAsync("refine-loop", "told", ("MaxIterations", 2), ("User", "anna"));

        ProposalRequest asked = Assert.Single(backEnds.Proposed);
        Assert.Equal(["Likes: teal", "Avoids: neon", "Light is often weak."], asked.Brief.Lines());
    }

    [Fact]
    public async Task The_preference_channel_and_learned_weights_are_part_of_the_grade()
    {
        using var folder = new TempFolder();
        var taste = new ScriptedTaste { Reading = ChannelReading.Of(0.9, ["anna@v3: chosen over 90 %"], 0.05), Weights = new ChannelWeights(0.1, 0.1, 0.1, 0.6, 0.1) };
        var backEnds = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nCONTINUE: more" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([backEnds], [backEnds], [backEnds], [new EmbeddedAgent()]) { Taste = taste });
        await engine.RunAsync("dqa-review", "graded", ("MaxIterations", 1), ("User", "anna"));

        GradeResult grade = (await engine.Records.IterationsAsync("graded", CancellationToken.None))[0].Grade!;
        GradedChannel preference = grade.Channels.Single(one => one.Channel == ChannelKind.Preference);
        Assert.Equal(0.9, preference.Reading.Value);
        Assert.True(preference.Weight > 0.5, string.Create(CultureInfo.InvariantCulture, $"it weighs {preference.Weight}"));
        Assert.Contains("anna", taste.Asked);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("shared")]
    public async Task A_name_that_can_be_no_users_stops_the_run_with_what_is_allowed(string user)
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        await engine.StartAsync("refine-loop", "who", ("User", user));

        Assert.Contains($"The user is '{user}'; allowed: 1 to 64", (await engine.Client.ReadStateAsync(new Engine.InstanceId("who"), CancellationToken.None)).StatusReason, StringComparison.Ordinal);
        Assert.Empty(backEnds.Generated);
    }

    private static Task<LoopEngine> OpenAsync(TempFolder folder, ScriptedPairJudge judge, ITaste taste, Func<string, string>? redraw = null)
    {
        var backEnds = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nCONTINUE: more" };
        return LoopEngine.OpenAsync(
            folder.Path,
            new BackEnds([backEnds], [backEnds], [backEnds], [new EmbeddedAgent()]) { PictureJudges = [new PictureJudge("scripted", "script", _ => judge, new Refinement.Judging.VieScore.MeasuringScoreJudge())], Taste = taste },
            redraw: redraw);
    }

    private sealed class ScriptedTaste : ITaste
    {
        public Func<int, int, TasteOdds?> Odds { get; init; } = (_, _) => null;

        public TasteBrief Brief { get; init; } = TasteBrief.None;

        public ChannelReading Reading { get; init; } = ChannelReading.Missing("nothing was learned from votes yet");

        public ChannelWeights? Weights { get; init; }

        public List<string> Asked { get; } = [];

        public Task<ChannelReading> PredictAsync(string user, GradeSubject subject, CancellationToken cancellationToken)
        {
            Asked.Add(user);
            return Task.FromResult(Reading);
        }

        public Task<TasteOdds?> CompareAsync(string user, string prompt, ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b, CancellationToken cancellationToken)
        {
            Asked.Add(user);
            return Task.FromResult(Odds(PictureMetadata.Read(a.Span)!.Iteration, PictureMetadata.Read(b.Span)!.Iteration));
        }

        public Task<TasteBrief> BriefAsync(string user, CancellationToken cancellationToken) => Task.FromResult(Brief);

        public Task<ChannelWeights?> WeightsAsync(string user, CancellationToken cancellationToken) => Task.FromResult(Weights);
    }
}
