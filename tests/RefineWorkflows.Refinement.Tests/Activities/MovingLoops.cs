using System.Security.Cryptography;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Activities;

public sealed class MovingLoops
{
    private static readonly (string, object)[] Small = [("MaxIterations", 2), ("Width", 128), ("Height", 96), ("Frames", 8), ("FramesPerSecond", 10.0)];

    [Fact]
    public async Task With_nothing_but_the_embedded_back_ends_every_iteration_leaves_a_clip_beside_its_picture()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([new EmbeddedPainter()], [new MeasuringJudge()], [new MeasuringProposer()], [new EmbeddedAgent()]));

        RunRow run = await engine.RunAsync("video-loop", "moving", Small);

        RunFolder files = engine.Artifacts.Open("moving");
        Assert.Equal(2, run.Iterations);
        Assert.Equal(["iter-0001.webp", "iter-0002.webp"], (await engine.Records.IterationsAsync("moving", default)).Select(one => one.ClipPath));
        Assert.Equal($"iter-000{run.Best!.Iteration}.webp", run.Best.Clip);
        Assert.Equal(await files.ReadAsync(run.Best.Clip!, default), await files.ReadAsync("best.webp", default));
        RecipeClip clip = PictureMetadata.Read(await files.ReadAsync("iter-0001.png", default))!.Clip!;
        Assert.Equal(new RecipeClip("iter-0001.webp", Convert.ToHexStringLower(SHA256.HashData(await files.ReadAsync("iter-0001.webp", default))), 8, 10), clip);
        string page = await File.ReadAllTextAsync(files.PathOf(RunFolder.PageFile));
        Assert.Contains("data:image/webp;base64,", page, StringComparison.Ordinal);
        Assert.Contains("href=\"iter-0002.webp\"", page, StringComparison.Ordinal);
        string report = await File.ReadAllTextAsync(files.PathOf(RunFolder.ReportFile));
        Assert.Contains("\"clipPath\": \"iter-0001.webp\"", report, StringComparison.Ordinal);
        Assert.Contains("\"path\": \"best.webp\"", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_run()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([new EmbeddedPainter()], [new MeasuringJudge()], [new MeasuringProposer()], [new EmbeddedAgent()]));

        await engine.RunAsync("video-loop", "first", Small);
        await engine.RunAsync("video-loop", "second", Small);

        Assert.Equal(await engine.FingerprintAsync("first"), await engine.FingerprintAsync("second"));
    }

    [Fact]
    public async Task A_generator_of_still_pictures_is_not_asked()
    {
        using var folder = new TempFolder();
        var still = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nDONE: fine" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([still, new EmbeddedPainter()], [still], [still], [new EmbeddedAgent()]));

        await engine.RunAsync("video-loop", "still", Small);

        Assert.Empty(still.Generated);
        Assert.Contains("embedded-painter", await ReasonAsync(engine, "still"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clip_that_nobody_can_look_at_is_kept_and_the_step_says_why()
    {
        using var folder = new TempFolder();
        var still = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nDONE: fine" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, new BackEnds([new Unseen()], [still], [still], [new EmbeddedAgent()]));

        await engine.RunAsync("video-loop", "unseen", Small);

        Assert.Equal([1, 2, 3], await engine.Artifacts.Open("unseen").ReadAsync("iter-0001.mp4", default));
        Assert.Contains("ffmpeg is not there", await ReasonAsync(engine, "unseen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promised_clip_that_does_not_come_fails_the_step()
    {
        using var folder = new TempFolder();
        var still = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nDONE: fine", Capabilities = new GeneratorCapabilities("scripted", null, true, true, true) { MakesVideo = true, MaxFrames = 9 } };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, still);

        await engine.RunAsync("video-loop", "broken", Small);

        Assert.Equal(new ClipRequest(8, 10), Assert.Single(still.Generated).Clip);
        Assert.Contains("still picture", await ReasonAsync(engine, "broken"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Frames", 10, "10 frames")]
    [InlineData("Frames", 1, "1 frames")]
    [InlineData("FramesPerSecond", 500, "500 frames a second")]
    [InlineData("Strategy", "img2img", "img2img")]
    public async Task What_makes_no_clip_is_told_before_anything_is_ordered(string input, object value, string named)
    {
        using var folder = new TempFolder();
        var able = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10\nDONE: fine", Capabilities = new GeneratorCapabilities("scripted", null, true, true, true) { MakesVideo = true, MaxFrames = 9 } };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, able);

        await engine.RunAsync("video-loop", "refused", [.. Small.Where(one => one.Item1 != input), (input, value)]);

        Assert.Empty(able.Generated);
        Assert.Contains(named, await ReasonAsync(engine, "refused"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_clips_under_two_extensions_the_one_that_was_made_last_stays()
    {
        using var folder = new TempFolder();
        RunFolder run = RunFolder.Create(folder.Path);
        foreach (string name in (string[])["iter-0001.mp4", "iter-0001.webp", "iter-0001.png", "iter-0002.mp4"])
            File.WriteAllText(run.PathOf(name), name);

        run.KeepOnlyClip("iter-0001.png", "iter-0001.mp4");

        Assert.Equal("iter-0001.mp4", run.ClipOf(1));
        Assert.Equal("iter-0002.mp4", run.ClipOf(2));
        Assert.Null(run.ClipOf(3));
        Assert.True(run.Has("iter-0001.png"));
        Assert.Equal("best.mp4", RunFolder.BestClipName("iter-0001.mp4"));
    }

    private static async Task<string> ReasonAsync(LoopEngine engine, string id) => (await engine.Client.ReadStateAsync(new InstanceId(id), default)).StatusReason ?? "";

    private sealed class Unseen : IImageGenerator
    {
        public GeneratorCapabilities Capabilities { get; } = new("unseen", null, true, true, true) { MakesVideo = true, MaxFrames = null };

        public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
            => throw new BackEndException("unseen", BackEndFailure.NotFound, "ffmpeg is not there.") { Clip = new GeneratedClip(new byte[] { 1, 2, 3 }, "mp4", 0, 0) };
    }
}
