using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What generators behind a cloud's API keep to: they take no seed and no strength, and know of nothing that was lost.</summary>
public abstract class HostedPainterContract : IAsyncLifetime
{
    private protected const string Secret = "sk-hush-0123456789/+abc";

    private protected static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly List<IDisposable> opened = [];
    private ProtocolServer server = null!;

    private protected abstract DevFaults Faults { get; }

    private protected abstract BackEndSettings Settings(Uri address);

    private protected abstract WebApplication At(string url);

    private protected abstract IImageGenerator Open(BackEndSettings settings);

    private protected abstract Task<BackEndState> StateOfAsync(IImageGenerator generator);

    /// <summary>How often its server was asked for a picture.</summary>
    private protected abstract long Orders { get; }

    public async Task InitializeAsync() => server = await ProtocolServer.StartAsync(At, Faults);

    public async Task DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_made_of_words()
    {
        GeneratedImage made = await Generator().GenerateAsync(Apple(), CancellationToken.None);
        RgbImage pixels = Codec.Decode(made.Bytes);
        Assert.Equal((256, 256), (pixels.Width, pixels.Height));
        Assert.Equal("png", made.Extension);
        Assert.True(made.Tokens > 0);
    }

    [Fact]
    public async Task A_picture_that_nobody_can_make_again_says_so()
    {
        IImageGenerator generator = Generator();
        GeneratedImage first = await generator.GenerateAsync(Apple(), CancellationToken.None);
        GeneratedImage second = await generator.GenerateAsync(Apple(), CancellationToken.None);
        Assert.False(first.HonoursSeed);
        Assert.False(first.Bytes.Span.SequenceEqual(second.Bytes.Span));
    }

    [Fact]
    public async Task A_picture_is_made_from_a_picture()
    {
        IImageGenerator generator = Generator();
        GeneratedImage first = await generator.GenerateAsync(Apple(), CancellationToken.None);
        ReadOnlyMemory<byte> webp = Codec.EncodeWebp(Codec.Decode(first.Bytes), 90);
        GeneratedImage edited = await generator.GenerateAsync(Apple() with { Reference = webp }, CancellationToken.None);
        Assert.False(edited.Bytes.Span.SequenceEqual(first.Bytes.Span));
        Assert.Equal(2, Orders);
    }

    [Fact]
    public async Task What_it_has_no_knob_for_is_refused_before_anything_is_sent()
    {
        IImageGenerator generator = Generator();
        Assert.Equal(BackEndFailure.InvalidRequest, (await FailureOfAsync(generator, Apple() with { NegativePrompt = "fog" })).Failure);
        Assert.Equal(BackEndFailure.InvalidRequest, (await FailureOfAsync(generator, Apple() with { Strength = 0.5 })).Failure);
        Assert.Equal(0, Orders);
    }

    [Fact]
    public async Task A_blocked_prompt_is_told_as_one_and_not_tried_again()
    {
        BackEndException failure = await FailureOfAsync(Generator(), Apple() with { Prompt = "a forbidden apple" });
        Assert.Equal(BackEndFailure.ContentBlocked, failure.Failure);
        Assert.False(failure.IsTransient);
        Assert.Equal(1, Orders);
    }

    [Theory]
    [InlineData("status", null, BackEndFailure.Overloaded)]
    [InlineData("status", 503, BackEndFailure.Overloaded)]
    [InlineData("status", 400, BackEndFailure.InvalidRequest)]
    [InlineData("status", 401, BackEndFailure.Auth)]
    [InlineData("rate-limit", null, BackEndFailure.RateLimited)]
    [InlineData("cut", null, BackEndFailure.Transport)]
    [InlineData("garbage", null, BackEndFailure.Protocol)]
    [InlineData("missing-model", null, BackEndFailure.NotFound)]
    [InlineData("oom", null, BackEndFailure.OutOfMemory)]
    [InlineData("huge-body", null, BackEndFailure.Protocol)]
    [InlineData("redirect", null, BackEndFailure.Protocol)]
    public async Task A_fault_is_told_by_its_class_and_without_the_secret_and_costs_one_order(string kind, int? status, BackEndFailure expected)
    {
        IImageGenerator generator = Generator(settings => settings with { LargestReply = 4 << 20 });
        Faults.Add(new DevFault(kind, Status: status, RetryAfter: 7));
        BackEndException failure = await FailureOfAsync(generator, Apple());
        Assert.Equal(expected, failure.Failure);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        if (kind == "rate-limit")
            Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.Equal(1, Orders);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_not_repeated()
    {
        BackEndException failure = await FailureOfAsync(Generator(settings => settings with { Secret = "sk-mistaken-key" }), Apple());
        Assert.Equal(BackEndFailure.Auth, failure.Failure);
        Assert.DoesNotContain("sk-mistaken-key", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        Faults.Add(new DevFault("slow"));
        Assert.Equal(BackEndFailure.Timeout, (await FailureOfAsync(Generator(settings => settings with { Timeout = TimeSpan.FromMilliseconds(300) }), Apple())).Failure);
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_the_server()
    {
        IImageGenerator generator = Generator();
        Faults.Add(new DevFault("slow"));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        long began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(Apple(), cancel.Token));
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Asked_for_its_state_it_names_its_models()
        => Assert.NotEmpty((await StateOfAsync(Generator())).Models);

    private protected static GenerationRequest Apple() => new("a red apple on a wooden table", null, 5, 256, 256);

    private protected IImageGenerator Generator(Func<BackEndSettings, BackEndSettings>? change = null)
    {
        BackEndSettings settings = Settings(server.Address) with { Secret = Secret };
        IImageGenerator generator = Open(change is null ? settings : change(settings));
        if (generator is IDisposable closes)
            opened.Add(closes);
        return generator;
    }

    private protected static Task<BackEndException> FailureOfAsync(IImageGenerator generator, GenerationRequest request)
        => Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(request, CancellationToken.None));
}
