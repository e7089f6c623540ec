using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Ollama;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>Chat models behind Ollama's own API.</summary>
public sealed class OllamaChats : ChatModelContract<OllamaChat>
{
    private readonly OllamaDevServer server = new() { Key = Secret };

    private protected override Queue<string> Scripted => server.Scripted;

    private protected override string TextModel => OllamaDevServer.TextModel;

    protected override string[] WorkCounts => ["POST /api/chat"];

    private protected override bool Blocks => false;

    private protected override WebApplication At(string url) => server.At(url);

    protected override BackEndSettings Settings(Uri address)
        => new() { Name = "my-model", Kind = BackEndKind.Ollama, Address = address, Model = "dev-vision" };

    protected override OllamaChat Create(BackEndSettings settings) => new OllamaChat(settings, TimeProvider.System);

    protected override Task<BackEndState> AskAsync(OllamaChat client) => client.AskAsync(CancellationToken.None);

    [Fact]
    public async Task A_model_is_loaded_without_a_question_and_leaves_memory_when_told()
    {
        var chat = Open();
        await chat.LoadAsync(CancellationToken.None);
        Assert.Equal([OllamaDevServer.VisionModel], (await chat.ResidentsAsync(CancellationToken.None)).Select(one => one.Name));
        Assert.True(await chat.ReleaseAsync(CancellationToken.None));
        Assert.Empty(await chat.ResidentsAsync(CancellationToken.None));
        Assert.Equal(0, await Server.CountAsync("answers"));
    }

    [Fact]
    public async Task Memory_that_does_not_come_free_in_half_a_minute_is_told()
    {
        var stubborn = new OllamaDevServer { KeepsAll = true };
        await using ProtocolServer running = await ProtocolServer.StartAsync(stubborn.At);
        using var chat = new OllamaChat(Settings(running.Address), new HurriedTime());
        await chat.LoadAsync(CancellationToken.None);
        Assert.False(await chat.ReleaseAsync(CancellationToken.None));
        Assert.Equal(61, stubborn.Faults.CountOf("GET /api/ps"));
    }

    [Fact]
    public async Task A_model_that_runs_partly_on_the_cpu_is_pointed_out()
    {
        OllamaChat text = Open(settings => settings with { Model = TextModel });
        await text.AskAsync(Hello(), CancellationToken.None);
        Assert.Contains("dev-text:latest (partly on the CPU", (await AskAsync(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_cannot_think_is_told_once_not_to()
    {
        var plain = new OllamaDevServer { RefusesThink = true };
        await using ProtocolServer running = await ProtocolServer.StartAsync(plain.At);
        using var chat = new OllamaChat(Settings(running.Address), TimeProvider.System);
        Assert.Equal("You said: hello", (await chat.AskAsync(Hello(), CancellationToken.None)).Text);
        await chat.AskAsync(Hello(), CancellationToken.None);
        Assert.Equal(3, plain.Faults.CountOf("POST /api/chat"));
    }

    [Fact]
    public async Task A_missing_model_is_to_be_pulled()
    {
        BackEndException failure = await FailureOfAsync(Open(settings => settings with { Model = "llava:13b" }), Hello());
        Assert.Contains("ollama pull llava:13b", failure.Message, StringComparison.Ordinal);
    }
}
