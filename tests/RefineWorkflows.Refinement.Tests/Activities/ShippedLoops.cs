using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Activities;

public sealed class ShippedLoops
{
    private static readonly double[] Wavering = [5, 5, 6, 4, 6, 3];

    [Fact]
    public async Task Climbing_reverts_asks_for_something_different_and_stops_when_patience_ends()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Scores(Wavering) };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("refine-loop", "climb", ("Strategy", "climbing"));

        Assert.Equal((StopReasons.Patience, 6, 3), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal([1, 1, 2], backEnds.Proposed.Select(one => one.RejectedIdeas.Count));
        Assert.Equal(6, backEnds.Generated.Count);
        Assert.All(await engine.Records.IterationsAsync("climb", CancellationToken.None), step => Assert.Equal(run.Judge, step.JudgedBy!.Judge));
    }

    [Fact]
    public async Task Greedy_follows_the_judge_until_done_and_still_knows_the_best()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 3 ? "SCORE: 8/10\nDONE: fine" : $"SCORE: {10 - iteration}/10\nCONTINUE: step {iteration}" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("refine-loop", "greedy", ("Strategy", "greedy"));

        Assert.Equal((StopReasons.Done, 3, 1), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal(["a cat", "step 1", "step 2"], backEnds.Generated.Select(one => one.Prompt));
        Assert.Empty(backEnds.Proposed);
    }

    [Fact]
    public async Task Image_to_image_starts_from_the_best_picture_with_less_and_less_strength()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Scores(5, 7, 6, 8) };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("img2img-loop", "i2i", ("MaxIterations", 4));

        Assert.Equal(4, run.Iterations);
        Assert.Equal([false, true, true, true], backEnds.Generated.Select(one => one.Reference is not null));
        Assert.Equal([null, 0.6333, 0.4667, 0.3], backEnds.Generated.Select(one => one.Strength is { } strength ? Math.Round(strength, 4) : (double?)null));
        IReadOnlyList<IterationRecord> steps = await engine.Records.IterationsAsync("i2i", CancellationToken.None);
        Assert.Equal([null, "iter-0001.png", "iter-0002.png", "iter-0002.png"], steps.Select(one => one.ReferencePath));
    }

    [Fact]
    public async Task An_unreadable_reply_is_asked_for_once_more_and_then_counts_as_no_score()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 2 ? "I cannot rate this." : $"SCORE: {iteration + 3}/10\nCONTINUE: more" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("refine-loop", "unreadable", ("Strategy", "climbing"), ("MaxIterations", 3));

        Assert.Equal(3, run.Iterations);
        Assert.Equal(4, backEnds.Evaluated.Count);
        Assert.NotNull(backEnds.Evaluated.ElementAt(2).Reminder);
        Assert.Null((await engine.Records.IterationsAsync("unreadable", CancellationToken.None))[1].Score);
    }

    [Fact]
    public async Task A_prompt_that_is_blocked_is_a_bad_picture_and_the_search_goes_on_with_other_words()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 1 ? "SCORE: 5/10\nCONTINUE: a forbidden cat" : "SCORE: 8/10\nDONE: fine", Propose = _ => "another cat" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("refine-loop", "blocked", ("Strategy", "climbing"));

        Assert.Equal((StopReasons.Done, 3, 3), (run.Reason, run.Iterations, run.Best!.Iteration));
        IterationRecord blocked = (await engine.Records.IterationsAsync("blocked", CancellationToken.None))[1];
        Assert.Null(blocked.Score);
        Assert.Contains("against the rules", blocked.EvaluatorResponse, StringComparison.Ordinal);
        Assert.Equal(["a cat", "a forbidden cat", "another cat"], backEnds.Generated.Select(one => one.Prompt));
        Assert.Equal(2, backEnds.Evaluated.Count);
    }

    [Fact]
    public async Task A_judge_that_cannot_see_is_told_before_a_picture_is_made()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Scores(5), Blind = new BackEndException("eyes", BackEndFailure.InvalidRequest, "it cannot see.") };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        await engine.RunAsync("refine-loop", "blind");
        Assert.Contains("it cannot see", (await engine.Client.ReadStateAsync(new InstanceId("blind"), CancellationToken.None)).StatusReason, StringComparison.Ordinal);
        Assert.Empty(backEnds.Generated);
    }

    [Fact]
    public async Task A_proposer_without_ideas_ends_the_run_as_converged()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = Scores(5, 4), Propose = _ => "" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("refine-loop", "converged", ("Strategy", "climbing"));
        Assert.Equal((StopReasons.Converged, 2), (run.Reason, run.Iterations));
        Assert.True(File.Exists(Path.Combine(engine.Artifacts.PathOf("converged"), "report.html")));
    }

    public static TheoryData<string, int> Loops
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflow-definitions"), "*.json"))
            {
                // Loops that ask or train are proved where their activities live.
                string drawn = File.ReadAllText(file);
                if (drawn.Contains("\"Refine.AskHuman\"", StringComparison.Ordinal) || drawn.Contains("\"Refine.TrainPreferences\"", StringComparison.Ordinal))
                    continue;
                for (int pictures = 1; pictures <= 3; pictures++)
                    data.Add(Path.GetFileNameWithoutExtension(file), pictures);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public async Task Every_loop_ends_by_its_drawing_however_often_it_went_round(string loop, int pictures)
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, Embedded());
        ShelvedPicture reference = await engine.Artifacts.Pictures.AddAsync(engine.Artifacts.Blank(64, 64), CancellationToken.None);
        RunRow run = await engine.RunAsync(loop, "ends", ("Prompt", "an apple"), ("MaxIterations", pictures), ("Width", 64), ("Height", 64), ("Reference", reference.Name), ("ReviewDeadline", "00:00:00"));
        Assert.True(run.Iterations <= pictures);
        Assert.True(File.Exists(Path.Combine(engine.Artifacts.PathOf("ends"), "report.json")), "It never came to its end.");
    }

    [Theory]
    [InlineData("refine-loop", "greedy")]
    [InlineData("refine-loop", "climbing")]
    [InlineData("refine-loop", "annealing")]
    [InlineData("img2img-loop", "img2img")]
    [InlineData("pairwise-loop", "climbing")]
    public async Task Wherever_the_process_dies_the_run_has_the_same_fingerprint_and_no_picture_is_made_twice(string loop, string strategy)
    {
        (string, object)[] input = [("Strategy", strategy), ("MaxIterations", 6), ("Patience", 6)];
        string expected;
        using (var folder = new TempFolder())
        {
            await using LoopEngine quiet = await LoopEngine.OpenAsync(folder.Path, new ScriptedBackEnds { Reply = Scores(Wavering) });
            Assert.Equal(6, (await quiet.RunAsync(loop, "run", input)).Iterations);
            expected = await quiet.FingerprintAsync("run");
        }

        for (int commit = 1; ; commit++)
        {
            bool died = false;
            foreach (bool after in new[] { false, true })
            {
                using var folder = new TempFolder();
                var backEnds = new ScriptedBackEnds { Reply = Scores(Wavering) };
                MortalStore? mortal = null;
                await using (LoopEngine first = await LoopEngine.OpenAsync(folder.Path, backEnds, store => mortal = new MortalStore(store, commit, after)))
                {
                    try
                    {
                        await first.RunAsync(loop, "run", input);
                    }
                    catch (ProcessDiedException)
                    {
                        died = true;
                    }
                }

                await using LoopEngine second = await LoopEngine.OpenAsync(folder.Path, backEnds);
                await second.Host.ContinueAsync(new InstanceId("run"), CancellationToken.None);
                Assert.Equal(expected, await second.FingerprintAsync("run"));
                // At most the one generation whose result never reached the disk was asked for again.
                Assert.InRange(backEnds.Generated.Count, 6, 7);
                Assert.Equal(6, backEnds.Generated.Select(one => one.Seed).Distinct().Count());
                Assert.Equal(6, Directory.EnumerateFiles(second.Artifacts.PathOf("run"), "iter-*.png").Count());
            }

            if (!died)
            {
                Assert.True(commit > 25, string.Create(CultureInfo.InvariantCulture, $"only {commit} commits"));
                return;
            }
        }
    }

    private static BackEnds Embedded()
        => new([new EmbeddedPainter()], [new MeasuringJudge()], [new MeasuringProposer()], [new EmbeddedAgent()]);

    private static Func<int, int, string> Scores(params double[] scores)
        => (iteration, _) => string.Create(CultureInfo.InvariantCulture, $"SCORE: {scores[(iteration - 1) % scores.Length]}/10\nCONTINUE: a cat, step {iteration}");
}
