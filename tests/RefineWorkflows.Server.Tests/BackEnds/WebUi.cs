using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.WebUi;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

public sealed class WebUi : LocalPainterContract<WebUiGenerator>
{
    private const string WorkRoute = "POST /sdapi/v1/txt2img";

    protected override string[] WorkCounts => [WorkRoute];

    private protected override WebApplication At(string url) => DevServers.DevServers.All["webui"](url);

    protected override BackEndSettings Settings(Uri address) => new() { Name = "webui", Kind = BackEndKind.WebUi, Address = address };

    protected override WebUiGenerator Create(BackEndSettings settings) => new WebUiGenerator(settings, TimeProvider.System);

    protected override Task<BackEndState> AskAsync(WebUiGenerator client) => client.AskAsync(default);

    [Fact]
    public async Task A_picture_that_was_on_its_way_is_made_again_and_the_log_says_so()
    {
        List<string> handles = [];
        List<string> notes = [];
        await Server.FailAsync(new DevFault("cut"));
        await Assert.ThrowsAsync<BackEndException>(() => Open().GenerateAsync(Fox, Call([], handles: handles), default));
        await Open().GenerateAsync(Fox, Call(notes, handles[^1]), default);
        Assert.Equal(2, await Server.CountAsync(WorkRoute));
        Assert.Contains("made again", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_was_refused_leaves_nothing_to_tell()
    {
        List<string> handles = [];
        List<string> notes = [];
        await Server.FailAsync(new DevFault("rate-limit"));
        await Assert.ThrowsAsync<BackEndException>(() => Open().GenerateAsync(Fox, Call([], handles: handles), default));
        await Open().GenerateAsync(Fox, Call(notes, handles[^1]), default);
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Only_a_cancelled_picture_of_our_own_is_interrupted()
    {
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 30));
        using var cancel = new CancellationTokenSource();
        Task<GeneratedImage> running = Open().GenerateAsync(Fox, Call([], key: "somebody"), cancel.Token);
        await Server.UntilAsync("started", 1);
        using var other = new CancellationTokenSource();
        Task<GeneratedImage> waiting = Open().GenerateAsync(Fox, Call([], key: "else"), other.Token);
        await Server.UntilAsync("queued", 1);
        await other.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, await Server.CountAsync("interrupted"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, await Server.CountAsync("interrupted"));
    }

    [Fact]
    public async Task One_generator_sends_one_picture_at_a_time()
    {
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 1));
        IResumableGenerator generator = Open();
        Task<GeneratedImage> first = generator.GenerateAsync(Fox, default);
        await Server.UntilAsync("started", 1);
        Task<GeneratedImage> second = generator.GenerateAsync(Fox with { Seed = 8 }, default);
        await Task.WhenAll(first, second);
        Assert.Equal((2, 0), (await Server.CountAsync(WorkRoute), await Server.CountAsync("queued")));
    }

    [Fact]
    public async Task A_seed_beyond_32_bits_is_recorded_as_it_was_used()
    {
        GeneratedImage image = await Open().GenerateAsync(Fox with { Seed = (1UL << 40) + 5 }, default);
        Assert.Equal(5UL, image.Seed);
    }

    [Fact]
    public async Task A_server_without_its_API_is_told_how_to_start()
    {
        BackEndException told = await FailsAsync(new DevFault("status", Status: 404), settings => settings with { Address = new Uri(settings.Address, "nowhere") });
        Assert.Contains("--api", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_is_given_back_and_the_model_is_loaded_again_before_the_next_picture()
    {
        var generator = (WebUiGenerator)Open();
        await generator.GenerateAsync(Fox, default);
        Assert.True(await generator.ReleaseAsync(default));
        await generator.GenerateAsync(Fox with { Seed = 8 }, default);
        Assert.Equal(1, await Server.CountAsync("POST /sdapi/v1/reload-checkpoint"));
    }
}
