using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Reproduction;
using RefineWorkflows.Refinement.Tests.Activities;

namespace RefineWorkflows.Refinement.Tests.Reproduction;

public sealed class Reproducing
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public async Task Every_picture_of_an_embedded_run_is_made_again_byte_for_byte()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, Embedded(new EmbeddedPainter()));
        await engine.RunAsync("img2img-loop", "run", ("MaxIterations", 3), ("Width", 128), ("Height", 96), ("NegativePrompt", "rain"));
        string runs = engine.Artifacts.PathOf("run");
        foreach (string file in Directory.EnumerateFiles(runs, "iter-*.png").Append(Path.Combine(runs, "best.png")))
        {
            ReproducedPicture again = await Reproducer(new EmbeddedPainter(), engine).AgainAsync(file, CancellationToken.None);
            Assert.True(again.IsIdentical, file);
        }
    }

    [Fact]
    public async Task What_differs_is_measured()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, Embedded(new EmbeddedPainter()));
        await engine.RunAsync("refine-loop", "run", ("MaxIterations", 1), ("Width", 64), ("Height", 64));
        string file = Path.Combine(engine.Artifacts.PathOf("run"), "iter-0001.png");
        ReproducedPicture again = await Reproducer(new OtherLuck(), engine).AgainAsync(file, CancellationToken.None);
        Assert.False(again.IsIdentical);
        Assert.InRange(again.Difference.Share, 0.01, 1);
        Assert.InRange(again.Difference.Largest, 1, 255);
    }

    [Fact]
    public async Task A_missing_or_changed_reference_is_told()
    {
        using var folder = new TempFolder();
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, Embedded(new EmbeddedPainter()));
        await engine.RunAsync("img2img-loop", "run", ("MaxIterations", 2), ("Width", 64), ("Height", 64));
        string runs = engine.Artifacts.PathOf("run");
        PictureReproducer reproducer = Reproducer(new EmbeddedPainter(), engine);
        string alone = Path.Combine(folder.Path, "alone.png");
        File.Copy(Path.Combine(runs, "iter-0002.png"), alone);
        Assert.Contains("iter-0001.png", (await Assert.ThrowsAsync<ReproductionException>(() => reproducer.AgainAsync(alone, CancellationToken.None))).Message, StringComparison.Ordinal);
        File.Copy(alone, Path.Combine(folder.Path, "iter-0001.png"));
        Assert.Contains("SHA-256", (await Assert.ThrowsAsync<ReproductionException>(() => reproducer.AgainAsync(alone, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Contains("no recipe", (await Assert.ThrowsAsync<ReproductionException>(() => reproducer.AgainAsync(Path.Combine(runs, "collage.png"), CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private static BackEnds Embedded(IImageGenerator painter) => new([painter], [new MeasuringJudge()], [new MeasuringProposer()], [new EmbeddedAgent()]);

    private static PictureReproducer Reproducer(IImageGenerator painter, LoopEngine engine) => new(Embedded(painter), engine.Artifacts, Codec);

    private sealed class OtherLuck : IImageGenerator
    {
        private readonly EmbeddedPainter painter = new();

        public GeneratorCapabilities Capabilities => painter.Capabilities;

        public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
            => painter.GenerateAsync(request with { Seed = request.Seed + 1 }, cancellationToken);
    }
}
