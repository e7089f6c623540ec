using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>A ComfyUI that gives prompts ids of its own, has no jobs, and stops whatever runs.</summary>
public sealed class OldComfyUi : LocalPainterContract<ComfyGenerator>
{
    private const string WorkRoute = "POST /prompt";

    protected override string[] WorkCounts => [WorkRoute];

    protected override bool SurvivesCut => true;

    private protected override WebApplication At(string url) => DevServers.DevServers.All["comfyui-old"](url);

    protected override BackEndSettings Settings(Uri address) => new() { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = address };

    protected override ComfyGenerator Create(BackEndSettings settings) => new ComfyGenerator(settings, TimeProvider.System, ReturnedClips.Usual);

    protected override Task<BackEndState> AskAsync(ComfyGenerator client) => client.AskAsync(default);

    [Fact]
    public async Task A_picture_is_found_by_our_id_also_when_the_process_died_before_it_heard_the_servers()
    {
        List<string> handles = [];
        await Open().GenerateAsync(Fox, Call([], handles: handles), default);
        Assert.Equal(2, handles.Count);
        List<string> notes = [];
        await Open().GenerateAsync(Fox, Call(notes, handles[0]), default);
        Assert.Empty(notes);
        Assert.Equal(1, await Server.CountAsync(WorkRoute));
    }

    [Fact]
    public async Task A_waiting_picture_that_is_cancelled_stops_nobody_elses()
    {
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 1));
        Task<GeneratedImage> running = Open().GenerateAsync(Fox, Call([], key: "somebody"), default);
        await Server.UntilAsync("started", 1);
        using var cancel = new CancellationTokenSource();
        Task<GeneratedImage> waiting = Open().GenerateAsync(Fox with { Seed = 8 }, Call([], key: "else"), cancel.Token);
        await Server.UntilAsync("taken", 2);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(128, Pixels(await running).Width);
        Assert.Equal(0, await Server.CountAsync("interrupted"));
    }
}
