using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Reviews;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>The shipped loop whose grade decides what is done. The scripted pictures are plain, so that the benchmark channel says 0 of all of them.</summary>
public sealed class GradedLoops
{
    [Fact]
    public async Task A_good_picture_is_delivered_at_once_with_its_grade_in_report_and_trace()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(new ScriptedBackEnds { Reply = Nobody }, 0.95));
        RunRow run = await engine.RunAsync("dqa-review", "good");

        Assert.Equal((StopReasons.Done, 1), (run.Reason, run.Iterations));
        IterationRecord step = Assert.Single(await engine.Records.IterationsAsync("good", CancellationToken.None));
        Assert.Equal(GradeAction.Accept, step.Grade!.Action);
        Assert.Equal(Math.Round(1 + (9 * step.Grade.Score!.Value), 2), step.Score);
        Assert.All(step.Grade.Channels.Where(one => one.Reading.Value is not null && one.Channel != ChannelKind.Benchmark), one => Assert.Equal("scripted", one.Reading.By!.Judge));
        Assert.Matches(@"^[ABCF][+-]?  0\.\d\d \(0\.\d\d to [01]\.\d\d: .+\)  accept$", step.Status);
        string trace = await File.ReadAllTextAsync(Path.Combine(engine.Artifacts.PathOf("good"), "trace.jsonl"));
        Assert.Contains("\"missingBecause\":\"nothing was learned from votes yet\"", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mediocre_picture_is_refined_with_the_advice_until_the_cycles_are_used_up_and_then_a_person_is_asked()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Nobody, Revise = request => $"{request.Previous}+" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(backEnds, 0.6));
        RunRow run = await engine.RunAsync("dqa-review", "refined", ("RefineCycles", 2), ("MaxIterations", 9));

        Assert.Equal(3, run.Iterations);
        Assert.Equal(["a cat", "a cat+", "a cat++"], backEnds.Generated.Select(one => one.Prompt));
        Assert.All(backEnds.Revised, one => Assert.Contains("add light", one.Feedback, StringComparison.Ordinal));
        Assert.Equal(InstanceSubStatus.Suspended, (await engine.Client.ReadStateAsync(new InstanceId("refined"), CancellationToken.None)).SubStatus);
        Review review = await OpenAsync(engine, "refined");
        Assert.Equal((3, ReviewDecision.Accept), (review.Iteration, review.Default));
        Assert.NotNull(review.Grade);
    }

    [Fact]
    public async Task A_bad_picture_is_started_over_with_the_same_words_and_another_seed()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Nobody };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(backEnds, 0, 0, 0.95));
        RunRow run = await engine.RunAsync("dqa-review", "again");

        Assert.Equal((StopReasons.Done, 3, 3), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal(["a cat", "a cat", "a cat"], backEnds.Generated.Select(one => one.Prompt));
        Assert.Equal(3, backEnds.Generated.Select(one => one.Seed).Distinct().Count());
        Assert.Empty(backEnds.Revised);
    }

    [Fact]
    public async Task What_a_person_accepts_is_the_runs_picture_also_where_another_scored_higher()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Nobody, Revise = request => $"{request.Previous}, {request.Feedback}" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(backEnds, 0.95, 0.85));
        await engine.RunAsync("dqa-review", "asked", ("AcceptFrom", 0.99));
        Assert.True(await AnswerAsync(engine, "asked", new ReviewAnswer(ReviewDecision.Refine, "more light", "ann")));
        await engine.Host.ContinueAsync(new InstanceId("asked"), CancellationToken.None);
        Assert.True(await AnswerAsync(engine, "asked", new ReviewAnswer(ReviewDecision.Accept, null, "ann")));
        await engine.Host.ContinueAsync(new InstanceId("asked"), CancellationToken.None);

        RunRow run = (await engine.Records.FindAsync("asked", CancellationToken.None))!;
        Assert.Equal((StopReasons.Done, 2, 2), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal("a cat, more light", backEnds.Generated.Last().Prompt);
        Assert.True(File.Exists(Path.Combine(engine.Artifacts.PathOf("asked"), "report.json")));
    }

    [Fact]
    public async Task The_first_answer_counts_and_later_ones_are_told_so()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(new ScriptedBackEnds { Reply = Nobody }, 0.9));
        await engine.RunAsync("dqa-review", "twice", ("AcceptFrom", 0.99));
        Review review = await OpenAsync(engine, "twice");
        Assert.True(await AnswerAsync(engine, review, new ReviewAnswer(ReviewDecision.Accept, null, "ann")));
        Assert.False(await AnswerAsync(engine, review, new ReviewAnswer(ReviewDecision.Reject, null, "bob")));
        await engine.Host.ContinueAsync(new InstanceId("twice"), CancellationToken.None);
        Review answered = (await engine.Records.FindReviewAsync(review.Id, CancellationToken.None))!;
        Assert.Equal((ReviewDecision.Accept, "ann"), (answered.Answer!.Decision, answered.Answer.By!));
    }

    [Fact]
    public async Task Without_an_answer_the_default_is_taken_when_the_deadline_has_passed()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(new ScriptedBackEnds { Reply = Nobody }, 0.9));
        await engine.RunAsync("dqa-review", "late", ("AcceptFrom", 0.99), ("ReviewDeadline", "00:00:00.05"));
        await engine.Host.FollowAsync(new InstanceId("late"), CancellationToken.None);
        Assert.Equal(StopReasons.Done, (await engine.Records.FindAsync("late", CancellationToken.None))!.Reason);
    }

    [Fact]
    public async Task A_verifier_that_throws_or_babbles_leaves_its_channels_missing_and_never_ends_the_run()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, BackEnds(new ScriptedBackEnds { Reply = Nobody }, double.NaN));
        RunRow run = await engine.RunAsync("dqa-review", "babble", ("ReviewDeadline", "00:00:00"));
        Assert.Equal((StopReasons.Done, 1), (run.Reason, run.Iterations));
        GradeResult grade = Assert.Single(await engine.Records.IterationsAsync("babble", CancellationToken.None)).Grade!;
        Assert.Equal((Grade.Ungraded, GradeAction.Review), (grade.Grade, grade.Action));
        Assert.All(grade.Channels.Where(one => one.Channel is ChannelKind.Semantic or ChannelKind.Spatial or ChannelKind.VisionReward), one => Assert.Contains("no eyes", one.Reading.MissingBecause, StringComparison.Ordinal));
    }

    private static string Nobody(int iteration, int asked) => throw new InvalidOperationException("No judge is asked where pictures are graded.");

    private static BackEnds BackEnds(ScriptedBackEnds backEnds, params double[] values)
        => new([backEnds], [backEnds], [backEnds], [new EmbeddedAgent()]) { Verifiers = [new ScriptedVerifier(values)] };

    private static async Task<Review> OpenAsync(LoopEngine engine, string run)
    {
        var state = await engine.Client.ReadStateAsync(new InstanceId(run), CancellationToken.None);
        return (await engine.Records.FindReviewAsync(ReviewImage.ReviewOf(Assert.Single(state.Bookmarks.Values).Payload), CancellationToken.None))!;
    }

    private static async Task<bool> AnswerAsync(LoopEngine engine, string run, ReviewAnswer answer) => await AnswerAsync(engine, await OpenAsync(engine, run), answer);

    private static async Task<bool> AnswerAsync(LoopEngine engine, Review review, ReviewAnswer answer)
    {
        string hash = StimulusHash.Compute(ReviewImage.Stimulus, ReviewImage.WaitingFor(review.Id));
        DeliveryReceipt receipt = await engine.Store.DeliverAsync(
            new Stimulus(ReviewImage.Stimulus, hash, $"review:{review.Id}", ReviewImage.Write(answer), null, new InstanceId(review.Run), TimeSpan.Zero), CancellationToken.None);
        return receipt.Resumed.Count > 0;
    }

    /// <summary>Says one value for all of its channels, another for each picture; NaN throws.</summary>
    private sealed class ScriptedVerifier(double[] values) : IVerifier
    {
        private int looked;

        public string Id => "scripted";

        public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<ChannelReading> SemanticAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
        {
            looked++;
            return Task.FromResult(Reading("seen"));
        }

        public Task<SpatialReport> SpatialAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
            => Task.FromResult(new SpatialReport(Reading("placed"), null, null, [], []));

        public Task<RewardReport> AxesAsync(GradeSubject subject, CancellationToken cancellationToken)
            => Task.FromResult(new RewardReport(Reading("assessed"), [], "add light"));

        private ChannelReading Reading(string evidence)
        {
            double value = values[Math.Clamp(looked - 1, 0, values.Length - 1)];
            return double.IsNaN(value) ? throw new QualityException("The verifier has no eyes.") : ChannelReading.Of(value, [evidence]);
        }
    }
}
