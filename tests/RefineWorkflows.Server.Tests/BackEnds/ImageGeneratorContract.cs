using System.Diagnostics;
using System.Text;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What every generator behind a model server promises. Run against each kind's protocol server.</summary>
public abstract class ImageGeneratorContract : IAsyncLifetime
{
    protected const string Secret = "painter:Tr0ub4dor&3-hidden";

    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private readonly List<IDisposable> opened = [];

    /// <summary>A request that all of them can make.</summary>
    protected static GenerationRequest Fox { get; } = new("a red fox in the snow", null, 7, 128, 96);

    private protected DevServerHandle Server { get; private set; } = null!;

    /// <summary>The route of the request that faults are meant for, as it is counted.</summary>
    protected abstract string WorkRoute { get; }

    private protected abstract Task<DevServerHandle> StartAsync();

    protected abstract IResumableGenerator Create(BackEndSettings settings);

    protected abstract BackEndSettings Settings(Uri address);

    protected abstract Task<BackEndState> AskAsync(IResumableGenerator generator);

    public async Task InitializeAsync() => Server = await StartAsync();

    public async Task DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await Server.DisposeAsync();
    }

    protected IResumableGenerator Open(Func<BackEndSettings, BackEndSettings>? change = null)
    {
        BackEndSettings settings = Settings(Server.Address) with { Secret = Secret };
        IResumableGenerator generator = Create(change?.Invoke(settings) ?? settings);
        opened.Add((IDisposable)generator);
        return generator;
    }

    private protected async Task<BackEndException> FailsAsync(DevFault fault, Func<BackEndSettings, BackEndSettings>? change = null, GenerationRequest? request = null)
    {
        await Server.FailAsync(fault);
        IResumableGenerator generator = Open(change);
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
        IResumableGenerator generator = Open();
        GeneratedImage first = await generator.GenerateAsync(Fox, default);
        GeneratedImage second = await generator.GenerateAsync(Fox, default);
        Assert.Equal(Pixels(first).Pixels.ToArray(), Pixels(second).Pixels.ToArray());
    }

    [Theory]
    [InlineData(500, BackEndFailure.Overloaded)]
    [InlineData(503, BackEndFailure.Overloaded)]
    [InlineData(401, BackEndFailure.Auth)]
    [InlineData(404, BackEndFailure.NotFound)]
    [InlineData(422, BackEndFailure.InvalidRequest)]
    public async Task A_refusal_is_told_by_what_can_be_done_about_it(int status, BackEndFailure meant)
        => Assert.Equal(meant, (await FailsAsync(new DevFault("status", Times: 2, Status: status))).Failure);

    [Fact]
    public async Task A_wish_to_be_left_alone_is_passed_on()
    {
        BackEndException told = await FailsAsync(new DevFault("rate-limit", RetryAfter: 7));
        Assert.Equal((BackEndFailure.RateLimited, TimeSpan.FromSeconds(7)), (told.Failure, told.RetryAfter));
    }

    [Fact]
    public async Task Something_else_than_an_answer_is_shown_as_it_came()
    {
        BackEndException told = await FailsAsync(new DevFault("garbage"));
        Assert.Equal(BackEndFailure.Protocol, told.Failure);
        Assert.Contains("502 Bad Gateway", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        BackEndException told = await FailsAsync(new DevFault("redirect"));
        Assert.Equal(BackEndFailure.Protocol, told.Failure);
        Assert.Equal(1, await Server.CountAsync(WorkRoute));
    }

    [Fact]
    public async Task An_endless_reply_is_read_no_further_than_allowed()
    {
        long before = GC.GetTotalAllocatedBytes();
        BackEndException told = await FailsAsync(new DevFault("huge-body"), settings => settings with { LargestReply = 1 << 20 });
        Assert.Equal(BackEndFailure.Protocol, told.Failure);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 256 << 20, "The whole reply was read.");
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
    public async Task Without_enough_memory_twice_it_gives_up()
        => Assert.Equal(BackEndFailure.OutOfMemory, (await FailsAsync(new DevFault("oom", Times: 2))).Failure);

    [Fact]
    public async Task An_answer_that_does_not_come_ends_the_wait()
        => Assert.Equal(BackEndFailure.Timeout, (await FailsAsync(new DevFault("slow", Times: 2), settings => settings with { Timeout = TimeSpan.FromMilliseconds(300) })).Failure);

    [Fact]
    public async Task Cancelling_takes_no_longer_than_five_seconds_however_slow_the_server_is()
    {
        await Server.FailAsync(new DevFault("slow", Times: 100));
        IResumableGenerator generator = Open();
        using var cancel = new CancellationTokenSource();
        Task<GeneratedImage> making = generator.GenerateAsync(Fox, cancel.Token);
        await Server.UntilAsync(WorkRoute, 1);
        long start = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("rate-limit")]
    [InlineData("garbage")]
    [InlineData("redirect")]
    [InlineData("missing-model")]
    [InlineData("oom")]
    public async Task A_secret_is_in_no_error(string fault)
    {
        string told = (await FailsAsync(new DevFault(fault, Times: 2))).ToString();
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret[8..], told, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        IResumableGenerator generator = Open(settings => settings with { Address = new Uri("http://127.0.0.1:1") });
        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, default));
        Assert.Equal(BackEndFailure.Transport, told.Failure);
        Assert.Contains("127.0.0.1:1", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_what_it_is_it_tells_its_models_and_memory_and_paints_nothing()
    {
        BackEndState state = await AskAsync(Open());
        Assert.Contains("sd_xl_base_1.0.safetensors", state.Models);
        Assert.InRange(state.FreeVram!.Value, 1, state.TotalVram!.Value);
        Assert.Equal(0, await Server.CountAsync(WorkRoute));
    }

    [Fact]
    public async Task A_model_that_it_does_not_have_is_noticed_when_it_is_asked()
    {
        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => AskAsync(Open(settings => settings with { Model = "nowhere.safetensors" })));
        Assert.Equal(BackEndFailure.NotFound, told.Failure);
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
