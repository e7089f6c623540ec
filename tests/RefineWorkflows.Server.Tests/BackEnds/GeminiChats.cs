using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Gemini;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>Gemini models that look and talk.</summary>
public sealed class GeminiChats : ChatModelContract<GeminiChat>
{
    private const string Route = "POST /v1beta/models/{call}";

    private readonly GeminiDevServer server = new() { Key = Secret };

    private protected override Queue<string> Scripted => server.Scripted;

    private protected override string TextModel => GeminiDevServer.TextModel;

    protected override string[] WorkCounts => [Route];

    private protected override bool TellsSight => false;

    private protected override WebApplication At(string url) => server.At(url);

    protected override BackEndSettings Settings(Uri address)
        => new() { Name = "my-model", Kind = BackEndKind.GeminiChat, Address = new Uri(address, "/v1beta"), Model = GeminiDevServer.VisionModel };

    protected override GeminiChat Create(BackEndSettings settings) => new GeminiChat(settings, TimeProvider.System);

    protected override Task<BackEndState> AskAsync(GeminiChat client) => client.AskAsync(CancellationToken.None);

    [Theory]
    [InlineData("BLOCK")]
    [InlineData("SAFETY")]
    [InlineData("PROHIBITED_CONTENT")]
    [InlineData("RECITATION")]
    public async Task A_block_is_a_reply_that_went_well(string ending)
    {
        server.Endings.Enqueue(ending);
        BackEndException failure = await FailureOfAsync(Open(), Hello());
        Assert.Equal(BackEndFailure.ContentBlocked, failure.Failure);
        Assert.Equal(1, await WorksAsync());
    }

    [Theory]
    [InlineData("OTHER")]
    [InlineData("MALFORMED_FUNCTION_CALL")]
    public async Task A_stumble_is_asked_again_once(string ending)
    {
        server.Endings.Enqueue(ending);
        Assert.Equal("You said: hello", (await Open().AskAsync(Hello(), CancellationToken.None)).Text);
        server.Endings.Enqueue(ending);
        server.Endings.Enqueue(ending);
        Assert.Equal(BackEndFailure.Protocol, (await FailureOfAsync(Open(), Hello())).Failure);
        Assert.Equal(4, await WorksAsync());
    }

    [Theory]
    [InlineData(2, "responseJsonSchema")]
    [InlineData(3, "responseJsonSchema", "responseSchema")]
    [InlineData(2, "systemInstruction")]
    public async Task What_a_model_refuses_is_said_in_another_way_and_not_sent_again(int askedAtFirst, params string[] refused)
    {
        var strict = new GeminiDevServer { Refuses = refused };
        await using ProtocolServer running = await ProtocolServer.StartAsync(strict.At);
        using var chat = new GeminiChat(Settings(running.Address), TimeProvider.System);
        Assert.Equal("""{"grade":"A","score":1}""", (await chat.AskAsync(Graded(), CancellationToken.None)).Text);
        Assert.Equal(askedAtFirst, strict.Faults.CountOf(Route));
        await chat.AskAsync(Graded(), CancellationToken.None);
        Assert.Equal(askedAtFirst + 1, strict.Faults.CountOf(Route));
    }
}
