using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.OpenAi;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>Generators behind OpenAI's images language.</summary>
public sealed class OpenAiPainters : HostedPainterContract<OpenAiImages>
{
    private readonly OpenAiDevServer server = new() { Key = Secret };

    protected override string[] WorkCounts => ["POST /v1/images/generations", "POST /v1/images/edits"];

    private protected override WebApplication At(string url) => server.At(url);

    protected override BackEndSettings Settings(Uri address)
        => new() { Name = "my-painter", Kind = BackEndKind.OpenAiImages, Address = new Uri(address, "/v1"), Model = OpenAiDevImages.Model };

    protected override OpenAiImages Create(BackEndSettings settings) => new OpenAiImages(settings, TimeProvider.System);

    protected override Task<BackEndState> AskAsync(OpenAiImages client) => client.AskAsync(CancellationToken.None);

    [Fact]
    public async Task A_server_that_answers_with_addresses_is_asked_for_the_picture_itself_and_remembered()
    {
        var old = new OpenAiDevServer { Images = faults => new OpenAiDevImages(faults) { IsOld = true } };
        await using ProtocolServer running = await ProtocolServer.StartAsync(old.At);
        using var generator = new OpenAiImages(Settings(running.Address), TimeProvider.System);
        GeneratedImage first = await generator.GenerateAsync(Apple, CancellationToken.None);
        Assert.Equal(2, old.Faults.CountOf("POST /v1/images/generations"));
        await generator.GenerateAsync(Apple with { Reference = first.Bytes }, CancellationToken.None);
        // The first of the two calls the picture by the newer name, which this server does not know.
        Assert.Equal(2, old.Faults.CountOf("POST /v1/images/edits"));
        await generator.GenerateAsync(Apple, CancellationToken.None);
        Assert.Equal(3, old.Faults.CountOf("POST /v1/images/generations"));
    }

    [Fact]
    public async Task A_size_that_is_refused_becomes_the_nearest_in_shape()
    {
        OpenAiDevImages? painter = null;
        var strict = new OpenAiDevServer { Images = faults => painter = new OpenAiDevImages(faults) { OnlyStandardSizes = true } };
        await using ProtocolServer running = await ProtocolServer.StartAsync(strict.At);
        using var generator = new OpenAiImages(Settings(running.Address), TimeProvider.System);
        GeneratedImage wide = await generator.GenerateAsync(Apple with { Width = 288 }, CancellationToken.None);
        Assert.Equal("1024x1024", painter!.LastSize);
        RgbImage pixels = Codec.Decode(wide.Bytes);
        Assert.Equal((1024, 1024), (pixels.Width, pixels.Height));
        await generator.GenerateAsync(Apple with { Width = 384 }, CancellationToken.None);
        Assert.Equal("1536x1024", painter.LastSize);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_picture_that_is_none_or_not_whole_is_refused(int length)
    {
        byte[] whole = (await Open().GenerateAsync(Apple, CancellationToken.None)).Bytes.ToArray();
        var broken = new OpenAiDevServer { Images = faults => new OpenAiDevImages(faults) { Instead = whole[..length] } };
        await using ProtocolServer running = await ProtocolServer.StartAsync(broken.At);
        using var generator = new OpenAiImages(Settings(running.Address), TimeProvider.System);
        Assert.Equal(BackEndFailure.Protocol, (await FailureOfAsync(generator, Apple)).Failure);
    }
}
