using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What generators on one's own machine promise beside: they take seeds, exclusions and strengths, and give memory back.</summary>
public abstract class LocalPainterContract<TClient> : BackEndContract<TClient>
    where TClient : class, IResumableGenerator, IDisposable
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <summary>A request that all of them can make.</summary>
    protected static GenerationRequest Fox { get; } = new("a red fox in the snow", null, 7, 128, 96);

    protected override Task WorkAsync(TClient client, CancellationToken cancellationToken) => client.GenerateAsync(Fox, cancellationToken);

    private protected async Task<BackEndException> FailsAsync(DevFault fault, Func<BackEndSettings, BackEndSettings>? change = null, GenerationRequest? request = null)
    {
        await Server.FailAsync(fault);
        TClient generator = Open(change);
        return await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(request ?? Fox, default));
    }

    protected static RgbImage Pixels(GeneratedImage image) => Codec.Decode(image.Bytes);

    [Fact]
    public async Task A_picture_comes_back_whole_in_the_size_and_with_the_seed_that_were_asked_for()
    {
        GeneratedImage image = await Open().GenerateAsync(Fox, default);
        RgbImage pixels = Pixels(image);
        Assert.Equal((128, 96, "png", 7UL), (pixels.Width, pixels.Height, image.Extension, image.Seed));
    }

    [Fact]
    public async Task Prompt_negative_prompt_seed_and_size_reach_the_painter()
    {
        GenerationRequest request = Fox with { NegativePrompt = "snow" };
        GeneratedImage there = await Open().GenerateAsync(request, default);
        GeneratedImage here = await new EmbeddedPainter().GenerateAsync(request, default);
        Assert.Equal(Pixels(here).Pixels.ToArray(), Pixels(there).Pixels.ToArray());
    }

    [Fact]
    public async Task Picture_and_strength_reach_the_painter()
    {
        GeneratedImage first = await new EmbeddedPainter().GenerateAsync(Fox, default);
        GenerationRequest request = Fox with { Prompt = "a blue fox", Reference = first.Bytes, Strength = 0.4 };
        GeneratedImage there = await Open().GenerateAsync(request, default);
        GeneratedImage here = await new EmbeddedPainter().GenerateAsync(request, default);
        Assert.Equal(Pixels(here).Pixels.ToArray(), Pixels(there).Pixels.ToArray());
    }

    [Fact]
    public async Task The_same_request_is_made_again()
    {
        TClient generator = Open();
        GeneratedImage first = await generator.GenerateAsync(Fox, default);
        GeneratedImage second = await generator.GenerateAsync(Fox, default);
        Assert.Equal(Pixels(first).Pixels.ToArray(), Pixels(second).Pixels.ToArray());
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_named()
    {
        BackEndException told = await FailsAsync(new DevFault("missing-model"), settings => settings with { Model = "nowhere.safetensors" });
        Assert.Equal(BackEndFailure.NotFound, told.Failure);
        Assert.Contains("nowhere.safetensors", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_enough_memory_it_is_freed_and_tried_once_more()
    {
        await Server.FailAsync(new DevFault("oom"));
        List<string> notes = [];
        GeneratedImage image = await Open().GenerateAsync(Fox, Call(notes), default);
        Assert.Equal(128, Pixels(image).Width);
        Assert.Contains("memory", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_what_it_is_it_tells_its_memory_and_which_models_there_are()
    {
        BackEndState state = await AskAsync(Open());
        Assert.InRange(state.FreeVram!.Value, 1, state.TotalVram!.Value);
        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => AskAsync(Open(settings => settings with { Model = "nowhere.safetensors" })));
        Assert.Contains("sd_xl_base_1.0.safetensors", told.Message, StringComparison.Ordinal);
    }

    /// <summary>A call whose handles are put into a list, in their order.</summary>
    protected static GenerationCall Call(List<string> notes, string? handle = null, List<string>? handles = null, string key = "run/step-1") => new(key, handle, saved =>
    {
        handles?.Add(saved);
        return Task.CompletedTask;
    })
    {
        Note = notes.Add,
    };
}
