using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

public sealed class ComfyUi : LocalPainterContract<ComfyGenerator>
{
    private const string WorkRoute = "POST /prompt";

    protected override string[] WorkCounts => [WorkRoute];

    protected override bool SurvivesCut => true;

    private protected override WebApplication At(string url) => DevServers.DevServers.All["comfyui"](url);

    protected override BackEndSettings Settings(Uri address) => new() { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = address };

    protected override ComfyGenerator Create(BackEndSettings settings) => new ComfyGenerator(settings, TimeProvider.System, ReturnedClips.Usual);

    protected override Task<BackEndState> AskAsync(ComfyGenerator client) => client.AskAsync(default);

    [Fact]
    public async Task The_handle_is_on_disk_before_the_order_is_sent()
    {
        List<long> posted = [];
        var call = new GenerationCall("run/step-1", null, async _ => posted.Add(await Server.CountAsync(WorkRoute)));
        await Open().GenerateAsync(Fox, call, default);
        Assert.Equal([0], posted);
    }

    [Fact]
    public async Task A_picture_that_an_earlier_process_ordered_is_fetched_and_not_ordered_again()
    {
        List<string> handles = [];
        List<string> notes = [];
        await Open().GenerateAsync(Fox, Call([], handles: handles), default);
        GeneratedImage image = await Open().GenerateAsync(Fox, Call(notes, handles.Single()), default);
        Assert.Equal(128, Pixels(image).Width);
        Assert.Empty(notes);
        Assert.Equal((1, 1), (await Server.CountAsync(WorkRoute), await Server.CountAsync("painted")));
    }

    [Fact]
    public async Task A_picture_that_is_still_on_its_way_is_waited_for_and_not_ordered_again()
    {
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 1));
        List<string> handles = [];
        Task<GeneratedImage> first = Open().GenerateAsync(Fox, Call([], handles: handles), default);
        await Server.UntilAsync("started", 1);
        await Open().GenerateAsync(Fox, Call([], handles.Single()), default);
        await first;
        Assert.Equal(1, await Server.CountAsync(WorkRoute));
    }

    [Theory]
    [InlineData("before the handle is on disk")]
    [InlineData("when the handle is on disk")]
    [InlineData("when the order is taken")]
    public async Task Wherever_the_process_dies_the_picture_is_ordered_once(string moment)
    {
        string? handle = null;
        var dying = new ComfyGenerator(Settings(Server.Address), TimeProvider.System, ReturnedClips.Usual);
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 0.5));
        var call = new GenerationCall("run/step-1", null, saved =>
        {
            handle = moment.StartsWith("before", StringComparison.Ordinal) ? null : saved;
            return moment == "when the order is taken" ? Task.CompletedTask : throw new ProcessDiedException();
        });
        Task<GeneratedImage> lost = dying.GenerateAsync(Fox, call, default);
        if (moment == "when the order is taken")
            await Server.UntilAsync("started", 1);
        dying.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => lost);

        List<string> notes = [];
        await Open().GenerateAsync(Fox, Call(notes, handle), default);
        Assert.True(await Server.CountAsync("painted") == 1, string.Join(' ', notes));
        Assert.Equal(1, await Server.CountAsync(WorkRoute));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_breaks_on_the_way_the_picture_is_painted_once_while_the_history_is_kept(int seed)
    {
        var random = new Random(seed);
        string[] kinds = ["cut", "status", "garbage", "redirect", "drop-socket"];
        int[] statuses = [500, 502, 503];
        string[] routes = ["/prompt", "/history", "/queue", "/view", "/ws"];
        List<DevFault> faults = [.. Enumerable.Range(0, 8).Select(_ => new DevFault(kinds[random.Next(kinds.Length)], Route: routes[random.Next(routes.Length)], Status: statuses[random.Next(statuses.Length)]))];
        foreach (DevFault fault in faults)
            await Server.FailAsync(fault);
        List<string> handles = [];
        GeneratedImage? image = null;
        // A fault ends one attempt at most, and each attempt goes on from the handle that the one before has left.
        for (int attempt = 0; image is null && attempt <= faults.Count; attempt++)
        {
            try
            {
                image = await Open().GenerateAsync(Fox, Call([], handles.LastOrDefault(), handles), default);
            }
            catch (BackEndException broken)
            {
                Assert.True(broken.Failure is BackEndFailure.Transport or BackEndFailure.Protocol or BackEndFailure.Overloaded, broken.Message);
            }
        }

        Assert.Equal(128, Pixels(image!).Width);
        Assert.True(await Server.CountAsync("painted") == 1, $"Painted {await Server.CountAsync("painted")} times with {string.Join(", ", faults)}");
    }

    [Fact]
    public async Task A_workflow_of_ones_own_is_checked_against_the_nodes_that_are_there()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "own.json");
        await File.WriteAllTextAsync(file, """{ "1": { "class_type": "FancyPainter", "inputs": { "text": "", "seed": 0 }, "_meta": { "title": "prompt, seed" } } }""");
        ComfyGenerator own = Open(settings => settings with { Workflow = file });
        Assert.Contains("FancyPainter", (await Assert.ThrowsAsync<BackEndException>(() => AskAsync(own))).Message, StringComparison.Ordinal);
        BackEndException refused = await Assert.ThrowsAsync<BackEndException>(() => own.GenerateAsync(Fox, default));
        Assert.Equal(BackEndFailure.NotFound, refused.Failure);
    }

    [Fact]
    public async Task A_picture_to_start_from_that_is_none_is_refused_before_anything_is_sent()
    {
        BackEndException refused = await Assert.ThrowsAsync<BackEndException>(() => Open().GenerateAsync(Fox with { Reference = new byte[] { 1, 2, 3 }, Strength = 0.5 }, default));
        Assert.Equal(BackEndFailure.InvalidRequest, refused.Failure);
        Assert.Equal((0, 0), (await Server.CountAsync(WorkRoute), await Server.CountAsync("POST /upload/image")));
    }

    [Fact]
    public async Task With_its_history_gone_a_picture_is_ordered_at_most_twice_and_the_log_says_so()
    {
        List<string> handles = [];
        List<string> notes = [];
        await Open().GenerateAsync(Fox, Call([], handles: handles), default);
        // Another server with nothing in its memory is what a restarted one looks like.
        await using ProtocolServer restarted = await ProtocolServer.StartAsync(At);
        using var generator = new ComfyGenerator(Settings(restarted.Address), TimeProvider.System, ReturnedClips.Usual);
        await generator.GenerateAsync(Fox, Call(notes, handles.Single()), default);
        Assert.Equal((1, 1), (await Server.CountAsync(WorkRoute), await restarted.CountAsync(WorkRoute)));
        Assert.Contains("may have been made twice", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_forgotten_while_it_is_waited_for_is_ordered_once_more()
    {
        await Server.FailAsync(new DevFault("forget-history"));
        List<string> notes = [];
        await Open().GenerateAsync(Fox, Call(notes), default);
        Assert.Equal(2, await Server.CountAsync(WorkRoute));
        Assert.Contains("may have been made twice", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_forgets_everything_is_given_up_after_the_second_time()
    {
        BackEndException told = await FailsAsync(new DevFault("forget-history", Times: 3));
        Assert.Equal(BackEndFailure.Transport, told.Failure);
        Assert.Equal(2, await Server.CountAsync(WorkRoute));
    }

    [Fact]
    public async Task A_picture_that_is_cut_off_is_fetched_again_by_its_handle()
    {
        await Server.FailAsync(new DevFault("cut", Route: "/view"));
        List<string> handles = [];
        IResumableGenerator generator = Open();
        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, Call([], handles: handles), default));
        Assert.Equal(BackEndFailure.Transport, told.Failure);
        await generator.GenerateAsync(Fox, Call([], handles.Single()), default);
        Assert.Equal(1, await Server.CountAsync(WorkRoute));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_for_a_moment_loses_nothing()
    {
        await Server.FailAsync(new DevFault("status", Times: 3, Route: "/history", Status: 502));
        await Open().GenerateAsync(Fox, default);
        Assert.Equal(1, await Server.CountAsync(WorkRoute));
    }

    [Fact]
    public async Task A_dropped_socket_costs_previews_and_nothing_else()
    {
        await Server.FailAsync(new DevFault("drop-socket"));
        Assert.Equal(128, Pixels(await Open().GenerateAsync(Fox, default)).Width);
    }

    [Fact]
    public async Task A_socket_that_is_refused_costs_previews_and_nothing_else()
    {
        await Server.FailAsync(new DevFault("redirect", Route: "/ws"));
        Assert.Equal(128, Pixels(await Open().GenerateAsync(Fox, default)).Width);
    }

    [Fact]
    public async Task Progress_ends_at_all_of_it_with_a_preview()
    {
        var seen = new Seen();
        // Held until the socket is known to be open on both sides.
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 0.2));
        await Open().GenerateAsync(Fox, Call([]) with { Progress = seen }, default);
        Assert.Equal(1.0, seen.Reports.Max(one => one.Done));
        Assert.Contains(seen.Reports, one => one.Preview is { Length: > 100 });
    }

    [Fact]
    public async Task A_file_name_that_climbs_is_not_asked_for()
    {
        BackEndException told = await FailsAsync(new DevFault("hostile-name"));
        Assert.Equal(BackEndFailure.Protocol, told.Failure);
        Assert.Equal(0, await Server.CountAsync("GET /view"));
    }

    [Fact]
    public async Task A_cancelled_picture_is_stopped_and_nobody_elses()
    {
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 30));
        using var cancel = new CancellationTokenSource();
        Task<GeneratedImage> running = Open().GenerateAsync(Fox, Call([], key: "somebody"), cancel.Token);
        await Server.UntilAsync("started", 1);
        using var other = new CancellationTokenSource();
        Task<GeneratedImage> waiting = Open().GenerateAsync(Fox with { Seed = 8 }, Call([], key: "else"), other.Token);
        await Server.UntilAsync("taken", 2);
        await other.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, await Server.CountAsync("interrupted"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal((1, 0), (await Server.CountAsync("interrupted"), await Server.CountAsync("cleared")));
    }

    [Fact]
    public async Task What_was_stopped_is_ordered_anew_when_the_step_goes_on()
    {
        await Server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 30));
        List<string> handles = [];
        using var cancel = new CancellationTokenSource();
        Task<GeneratedImage> stopped = Open().GenerateAsync(Fox, Call([], handles: handles), cancel.Token);
        await Server.UntilAsync("started", 1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        List<string> notes = [];
        await Open().GenerateAsync(Fox, Call(notes, handles.Single(), handles), default);
        Assert.Equal(2, handles.Distinct().Count());
        Assert.Single(notes);
    }

    [Fact]
    public async Task Memory_is_given_back_and_proved_free()
    {
        var generator = (ComfyGenerator)Open();
        await generator.GenerateAsync(Fox, default);
        long before = (await generator.AskAsync(default)).FreeVram!.Value;
        Assert.True(await generator.ReleaseAsync(default));
        Assert.True((await generator.AskAsync(default)).FreeVram > before);
    }

    private sealed class ProcessDiedException : Exception;

    private sealed class Seen : IProgress<GenerationProgress>
    {
        public ConcurrentQueue<GenerationProgress> Reports { get; } = [];

        public void Report(GenerationProgress value) => Reports.Enqueue(value);
    }
}
