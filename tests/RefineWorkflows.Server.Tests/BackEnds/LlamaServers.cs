using System.Diagnostics;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.Llama;
using RefineWorkflows.Refinement.Backends.Sharing;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>llama-server as a process of ours; its program is a script that starts the one to play with.</summary>
public sealed class LlamaServers : IAsyncLifetime
{
    private static readonly ChatRequest Question = new([ChatTurn.User("Say a word.")]);

    private readonly TempFolder folder = new();
    private readonly List<LlamaServer> servers = [];

    [Fact]
    public async Task It_is_started_with_its_arguments_when_it_is_asked_and_ended_when_its_memory_is_wanted()
    {
        LlamaServer server = Server(free: 24);
        Assert.Equal(0, await server.HeldAsync(default));
        Assert.NotEmpty((await server.AskAsync(Question, default)).Text);
        await server.AskAsync(Question, default);
        string started = Assert.Single(Starts());
        Assert.StartsWith($"-m {File("model.gguf")} --mmproj {File("eyes.gguf")} -ngl 999 -c 4096 --host 127.0.0.1 --port ", started, StringComparison.Ordinal);
        Assert.EndsWith("--flash-attn on", started, StringComparison.Ordinal);
        Assert.Equal(server.Need, await server.HeldAsync(default));

        using Process child = Child();
        Assert.True(await server.ReleaseAsync(default));
        await child.WaitForExitAsync();
        Assert.Equal(0, await server.HeldAsync(default));
        await server.AskAsync(Question, default);
        Assert.Equal(2, Starts().Length);
    }

    [Fact]
    public async Task It_is_waited_for_while_it_loads_and_ends_with_whoever_started_it()
    {
        LlamaServer server = Server(script: "export DEV_LLAMA_LOADS=1.5");
        await server.LoadAsync(default);
        using Process child = Child();
        await server.DisposeAsync();
        servers.Clear();
        await child.WaitForExitAsync();
        Assert.False(System.IO.File.Exists(RecordFile));
    }

    [Fact]
    public async Task One_that_cannot_load_its_model_is_told_in_its_own_words_and_not_tried_again()
    {
        var refused = await Assert.ThrowsAsync<BackEndException>(() => Server(script: "export DEV_LLAMA_DIES=load").AskAsync(Question, default));
        Assert.Equal(BackEndFailure.InvalidRequest, refused.Failure);
        Assert.Contains("data is not within the file bounds", refused.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_dies_while_it_is_asked_is_told_and_started_again_by_the_next_question()
    {
        LlamaServer server = Server(script: $"[ -e {File("again")} ] || export DEV_LLAMA_DIES=question; touch {File("again")}");
        var died = await Assert.ThrowsAsync<BackEndException>(() => server.AskAsync(Question, default));
        Assert.Equal(BackEndFailure.Transport, died.Failure);
        Assert.Contains("GGML_ASSERT", died.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await server.AskAsync(Question, default)).Text);
    }

    [Fact]
    public async Task Out_of_memory_while_it_loads_releases_the_other_model_and_starts_it_once_more()
    {
        await using OneCard card = await OneCard.StartAsync(24);
        BackEndSettings eyes = Settings($"[ -e {File("again")} ] || export DEV_LLAMA_DIES=memory; touch {File("again")}");
        (_, GuardedGenerator painter, GuardedChat chat) = card.Process(new GpuDeviceOptions { Budget = 20, Folder = folder.Path }, card.Painter(8), eyes);
        await OneCard.PaintAsync(painter, 1);
        Assert.Equal(8L << 30, card.Card.Used);
        Assert.NotEmpty((await OneCard.AskAsync(chat)).Text);
        Assert.Equal(0, card.Card.Used);
        Assert.Equal(2, Starts().Length);
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_ended_by_the_next_one()
    {
        await Server().LoadAsync(default);
        using Process child = Child();
        await Server().EndLeftoverAsync();
        Assert.False(child.HasExited);

        JsonNode record = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(RecordFile))!;
        record["OwnerStarted"] = DateTime.UnixEpoch;
        await System.IO.File.WriteAllTextAsync(RecordFile, record.ToJsonString());
        await Server().EndLeftoverAsync();
        await child.WaitForExitAsync();
    }

    [Fact]
    public async Task Who_has_the_device_may_end_the_server_of_another_process_which_starts_it_again()
    {
        LlamaServer ours = Server(), theirs = Server();
        await theirs.LoadAsync(default);
        using Process child = Child();
        Assert.Equal(ours.Need, await ours.HeldAsync(default));
        Assert.True(await ours.ReleaseAsync(default));
        await child.WaitForExitAsync();
        Assert.NotEmpty((await theirs.AskAsync(Question, default)).Text);
    }

    [Fact]
    public async Task Asked_what_it_is_it_tells_how_it_would_be_started_and_is_not()
    {
        BackEndState state = await Server(free: 24).AskAsync(default);
        Assert.Contains("is started when it is needed", state.Message, StringComparison.Ordinal);
        Assert.Contains("-ngl 999 (all layers", state.Message, StringComparison.Ordinal);
        Assert.Equal(["--version"], Starts());
        Assert.True(await Server().SeesPicturesAsync(default));

        BackEndSettings missing = Settings("") with { Llama = new LlamaSettings(File("model.gguf")) { Program = File("nowhere") } };
        var problem = await Assert.ThrowsAsync<BackEndException>(() => new LlamaServer(missing, folder.Path, _ => Task.FromResult<long?>(null), TimeProvider.System).AskAsync(default));
        Assert.Equal(BackEndFailure.NotFound, problem.Failure);
        Assert.Contains("on PATH, or set Program", problem.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (LlamaServer server in servers)
            await server.DisposeAsync();
        folder.Dispose();
    }

    private string RecordFile => File("llama-eyes.json");

    private string File(string name) => Path.Combine(folder.Path, name);

    private string[] Starts() => System.IO.File.ReadAllLines(File("starts"));

    private Process Child() => Process.GetProcessById((int)JsonNode.Parse(System.IO.File.ReadAllText(RecordFile))!["Child"]!);

    private LlamaServer Server(string script = "", int? free = null)
    {
        var server = new LlamaServer(Settings(script), folder.Path, _ => Task.FromResult((long?)free << 30), TimeProvider.System);
        servers.Add(server);
        return server;
    }

    private BackEndSettings Settings(string script)
    {
        string program = File("llama-server");
        System.IO.File.WriteAllText(program, $"""
            #!/bin/sh
            echo "$@" >> {File("starts")}
            {script}
            exec dotnet {Path.Combine(AppContext.BaseDirectory, "refine.dll")} dev-server llama-server "$@"
            """);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        System.IO.File.WriteAllText(File("model.gguf"), "a model");
        System.IO.File.WriteAllText(File("eyes.gguf"), "a projector");
        return new BackEndSettings
        {
            Name = "eyes",
            Kind = BackEndKind.LlamaServer,
            Address = new Uri("http://127.0.0.1"),
            Llama = new LlamaSettings(File("model.gguf")) { Program = program, Projector = File("eyes.gguf"), ContextSize = 4096, ExtraArguments = ["--flash-attn", "on"] },
        };
    }
}
