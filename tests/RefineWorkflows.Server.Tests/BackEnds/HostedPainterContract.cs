using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>What generators behind a cloud's API keep to beside: they take no seed and no strength, and know of nothing that was lost.</summary>
public abstract class HostedPainterContract<TClient> : BackEndContract<TClient>
    where TClient : class, IImageGenerator, IDisposable
{
    private protected static readonly ImageCodec Codec = new(ImageLimits.Default);

    private protected static GenerationRequest Apple { get; } = new("a red apple on a wooden table", null, 5, 256, 256);

    protected override Task WorkAsync(TClient client, CancellationToken cancellationToken) => client.GenerateAsync(Apple, cancellationToken);

    [Fact]
    public async Task A_picture_is_made_of_words()
    {
        GeneratedImage made = await Open().GenerateAsync(Apple, CancellationToken.None);
        RgbImage pixels = Codec.Decode(made.Bytes);
        Assert.Equal((256, 256), (pixels.Width, pixels.Height));
        Assert.Equal("png", made.Extension);
        Assert.True(made.Tokens > 0);
    }

    [Fact]
    public async Task A_picture_that_nobody_can_make_again_says_so()
    {
        TClient generator = Open();
        GeneratedImage first = await generator.GenerateAsync(Apple, CancellationToken.None);
        GeneratedImage second = await generator.GenerateAsync(Apple, CancellationToken.None);
        Assert.False(first.HonoursSeed);
        Assert.False(first.Bytes.Span.SequenceEqual(second.Bytes.Span));
    }

    [Fact]
    public async Task A_picture_is_made_from_a_picture()
    {
        TClient generator = Open();
        GeneratedImage first = await generator.GenerateAsync(Apple, CancellationToken.None);
        ReadOnlyMemory<byte> webp = Codec.EncodeWebp(Codec.Decode(first.Bytes), 90);
        GeneratedImage edited = await generator.GenerateAsync(Apple with { Reference = webp }, CancellationToken.None);
        Assert.False(edited.Bytes.Span.SequenceEqual(first.Bytes.Span));
        Assert.Equal(2, await WorksAsync());
    }

    [Fact]
    public async Task What_it_has_no_knob_for_is_refused_before_anything_is_sent()
    {
        TClient generator = Open();
        Assert.Equal(BackEndFailure.InvalidRequest, (await FailureOfAsync(generator, Apple with { NegativePrompt = "fog" })).Failure);
        Assert.Equal(BackEndFailure.InvalidRequest, (await FailureOfAsync(generator, Apple with { Strength = 0.5 })).Failure);
        Assert.Equal(0, await WorksAsync());
    }

    [Fact]
    public async Task A_blocked_prompt_is_told_as_one_and_not_tried_again()
    {
        BackEndException failure = await FailureOfAsync(Open(), Apple with { Prompt = "a forbidden apple" });
        Assert.Equal(BackEndFailure.ContentBlocked, failure.Failure);
        Assert.False(failure.IsTransient);
        Assert.Equal(1, await WorksAsync());
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_not_repeated()
    {
        BackEndException failure = await FailureOfAsync(Open(settings => settings with { Secret = "sk-mistaken-key" }), Apple);
        Assert.Equal(BackEndFailure.Auth, failure.Failure);
        Assert.DoesNotContain("sk-mistaken-key", failure.ToString(), StringComparison.Ordinal);
    }

    private protected static Task<BackEndException> FailureOfAsync(IImageGenerator generator, GenerationRequest request)
        => Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(request, CancellationToken.None));
}
