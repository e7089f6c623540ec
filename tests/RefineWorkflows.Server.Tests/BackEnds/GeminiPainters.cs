using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Gemini;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>Gemini models that answer with pictures.</summary>
public sealed class GeminiPainters : HostedPainterContract<GeminiImages>
{
    private const string Route = "POST /v1beta/models/{call}";

    private readonly GeminiDevServer server = new() { Key = Secret, Side = 256 };

    protected override string[] WorkCounts => [Route];

    private protected override WebApplication At(string url) => server.At(url);

    protected override BackEndSettings Settings(Uri address)
        => new() { Name = "my-painter", Kind = BackEndKind.GeminiImages, Address = new Uri(address, "/v1beta"), Model = GeminiDevServer.ImageModel };

    protected override GeminiImages Create(BackEndSettings settings) => new GeminiImages(settings, TimeProvider.System);

    protected override Task<BackEndState> AskAsync(GeminiImages client) => client.AskAsync(CancellationToken.None);

    [Theory]
    [InlineData(1280, 720, 256, 144)]
    [InlineData(512, 768, 170, 256)]
    [InlineData(700, 710, 256, 256)]
    public async Task A_picture_has_the_nearest_shape_that_the_model_makes(int width, int height, int madeWidth, int madeHeight)
    {
        RgbImage made = Codec.Decode((await Open().GenerateAsync(Apple with { Width = width, Height = height }, CancellationToken.None)).Bytes);
        Assert.Equal((madeWidth, madeHeight), (made.Width, made.Height));
    }

    [Fact]
    public async Task A_model_without_shapes_is_asked_without_and_not_again_with()
    {
        var plain = new GeminiDevServer { Side = 256, Refuses = ["imageConfig"] };
        await using ProtocolServer running = await ProtocolServer.StartAsync(plain.At);
        using var generator = new GeminiImages(Settings(running.Address), TimeProvider.System);
        await generator.GenerateAsync(Apple, CancellationToken.None);
        await generator.GenerateAsync(Apple, CancellationToken.None);
        Assert.Equal(3, plain.Faults.CountOf(Route));
    }

    [Fact]
    public async Task A_reply_without_a_picture_is_a_failure_and_a_withheld_picture_a_block()
    {
        GeminiImages talker = Open(settings => settings with { Model = GeminiDevServer.VisionModel });
        server.Endings.Enqueue("STOP");
        Assert.Equal(BackEndFailure.Protocol, (await FailureOfAsync(talker, Apple)).Failure);
        server.Endings.Enqueue("NO_IMAGE");
        Assert.Equal(BackEndFailure.ContentBlocked, (await FailureOfAsync(talker, Apple)).Failure);
    }
}
