using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.OpenAi;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>Chat models behind OpenAI's language.</summary>
public sealed class OpenAiChats : ChatModelContract<OpenAiChat>
{
    private readonly OpenAiDevServer server = new() { Key = Secret };

    private protected override Queue<string> Scripted => server.Scripted;

    private protected override string TextModel => OpenAiDevServer.TextModel;

    protected override string[] WorkCounts => ["POST /v1/chat/completions"];

    private protected override WebApplication At(string url) => server.At(url);

    protected override BackEndSettings Settings(Uri address)
        => new() { Name = "my-model", Kind = BackEndKind.OpenAiChat, Address = new Uri(address, "/v1"), Model = OpenAiDevServer.VisionModel };

    protected override OpenAiChat Create(BackEndSettings settings) => new OpenAiChat(settings, TimeProvider.System);

    protected override Task<BackEndState> AskAsync(OpenAiChat client) => client.AskAsync(CancellationToken.None);

    [Fact]
    public async Task A_server_with_one_model_needs_no_name_for_it()
        => Assert.Equal("You said: hello", (await Open(settings => settings with { Model = null }).AskAsync(Hello(), CancellationToken.None)).Text);

    [Theory]
    [InlineData(2, "json_schema")]
    [InlineData(3, "json_schema", "json_object")]
    [InlineData(2, "temperature")]
    [InlineData(2, "seed")]
    [InlineData(2, "max_tokens")]
    [InlineData(6, "json_schema", "json_object", "temperature", "seed", "max_tokens")]
    public async Task What_a_server_refuses_is_left_out_and_not_sent_again(int askedAtFirst, params string[] refused)
    {
        var strict = new OpenAiDevServer { Refuses = refused };
        await using ProtocolServer running = await ProtocolServer.StartAsync(strict.At);
        using var chat = new OpenAiChat(Settings(running.Address), TimeProvider.System);
        Assert.Equal("""{"grade":"A","score":1}""", (await chat.AskAsync(Graded(), CancellationToken.None)).Text);
        Assert.Equal(askedAtFirst, strict.Faults.CountOf("POST /v1/chat/completions"));
        await chat.AskAsync(Graded(), CancellationToken.None);
        Assert.Equal(askedAtFirst + 1, strict.Faults.CountOf("POST /v1/chat/completions"));
    }

    [Fact]
    public async Task Thoughts_are_no_part_of_the_answer()
    {
        var thinker = new OpenAiDevServer { Thinks = true };
        await using ProtocolServer running = await ProtocolServer.StartAsync(thinker.At);
        using var chat = new OpenAiChat(Settings(running.Address), TimeProvider.System);
        Assert.Equal("You said: hello", (await chat.AskAsync(Hello(), CancellationToken.None)).Text);
    }

    [Theory]
    [InlineData(OpenAiDevServer.VisionModel, true)]
    [InlineData(OpenAiDevServer.TextModel, false)]
    public async Task A_model_whose_sight_is_not_told_is_shown_one_picture(string name, bool sees)
    {
        var silent = new OpenAiDevServer { TellsSight = false };
        await using ProtocolServer running = await ProtocolServer.StartAsync(silent.At);
        using var chat = new OpenAiChat(Settings(running.Address) with { Model = name }, TimeProvider.System);
        Assert.Equal(sees, await chat.SeesPicturesAsync(CancellationToken.None));
        Assert.Equal(sees, await chat.SeesPicturesAsync(CancellationToken.None));
        Assert.Equal(1, silent.Faults.CountOf("POST /v1/chat/completions"));
    }

    [Theory]
    [InlineData("sleep", true)]
    [InlineData("unload", true)]
    [InlineData(null, false)]
    public async Task Memory_is_given_back_where_the_server_can_and_fetched_again_by_the_next_question(string? way, bool frees)
    {
        var local = new OpenAiDevServer { Frees = way };
        await using ProtocolServer running = await ProtocolServer.StartAsync(local.At);
        using var chat = new OpenAiChat(Settings(running.Address) with { Vram = 8 }, TimeProvider.System);
        Assert.Equal(frees, await chat.ReleaseAsync(CancellationToken.None));
        Assert.Equal("You said: hello", (await chat.AskAsync(Hello(), CancellationToken.None)).Text);
        await chat.AskAsync(Hello(), CancellationToken.None);
        Assert.Equal(way == "sleep" ? 1 : 0, local.Faults.CountOf("POST /wake_up"));
    }

    [Fact]
    public async Task A_cloud_is_not_asked_whether_it_sleeps()
    {
        await Open().AskAsync(Hello(), CancellationToken.None);
        Assert.Equal(0, server.Faults.CountOf("GET (unknown)"));
    }
}
