using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

public sealed class ComfySockets : IDisposable
{
    private const string Order = "POST /prompt";
    private static readonly GenerationRequest Fox = new("a red fox in the snow", null, 7, 96, 64);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pictures_that_are_sent_and_not_saved_are_the_result(bool old)
    {
        await using ProtocolServer server = await StartAsync(old);
        using ComfyGenerator generator = Open(server, Sending());

        GeneratedImage image = await generator.GenerateAsync(Fox, default);

        Assert.Equal((96, 64), Size(image));
        Assert.Equal((1, 0), (await server.CountAsync(Order), await server.CountAsync("GET /view")));
    }

    [Fact]
    public async Task Frames_that_are_sent_are_joined_in_their_order()
    {
        await using ProtocolServer server = await StartAsync();
        using ComfyGenerator generator = Open(server, Sending(frames: 5));

        GeneratedImage image = await generator.GenerateAsync(Fox with { Clip = new ClipRequest(5, 4) }, default);

        Assert.Equal((5, 4.0), (image.Clip!.Frames, image.Clip.FramesPerSecond));
    }

    [Fact]
    public async Task A_picture_that_was_sent_while_the_socket_was_down_is_ordered_again_and_the_log_says_so()
    {
        await using ProtocolServer server = await StartAsync();
        await server.FailAsync(new DevFault("drop-socket", Route: "worker"));
        List<string> notes = [];
        using ComfyGenerator generator = Open(server, Sending());

        GeneratedImage image = await generator.GenerateAsync(Fox, Call(notes.Add), default);

        Assert.Equal((96, 64), Size(image));
        Assert.Equal(2, await server.CountAsync(Order));
        Assert.Contains("socket was down", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_is_down_twice_ends_the_step_with_what_to_do()
    {
        await using ProtocolServer server = await StartAsync();
        await server.FailAsync(new DevFault("drop-socket", Times: 2, Route: "worker"));
        using ComfyGenerator generator = Open(server, Sending());

        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, default));

        Assert.Equal(BackEndFailure.Transport, told.Failure);
        Assert.Contains("SaveImage", told.Message, StringComparison.Ordinal);
        Assert.Equal(2, await server.CountAsync(Order));
    }

    [Fact]
    public async Task A_sent_picture_that_an_earlier_process_ordered_is_ordered_again()
    {
        await using ProtocolServer server = await StartAsync();
        string? handle = null;
        List<string> notes = [];
        using ComfyGenerator generator = Open(server, Sending());
        await generator.GenerateAsync(Fox, new GenerationCall("run/step-1", null, saved => Task.FromResult(handle = saved)), default);

        await generator.GenerateAsync(Fox, new GenerationCall("run/step-1", handle, _ => Task.CompletedTask) { Note = notes.Add }, default);

        Assert.Equal(2, await server.CountAsync(Order));
        Assert.Contains("keeps none", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_drops_is_opened_again_and_progress_goes_on()
    {
        await using ProtocolServer server = await StartAsync();
        await server.FailAsync(new DevFault("drop-socket", Route: "worker"));
        // Longer than the first pause, so that the socket is back before the sampler begins.
        await server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 3));
        var seen = new Seen();
        using ComfyGenerator generator = Open(server, null);

        Task<GeneratedImage> painting = generator.GenerateAsync(Fox, Call(_ => { }) with { Progress = seen }, default);
        await server.UntilAsync("GET /ws", 2);
        await painting;

        Assert.Contains(seen.Reports, one => one.Preview is { Length: > 100 });
        Assert.Equal(1, await server.CountAsync(Order));
    }

    [Fact]
    public async Task Progress_is_the_share_of_all_nodes_and_never_goes_back()
    {
        await using ProtocolServer server = await StartAsync();
        await server.FailAsync(new DevFault("slow", Route: "worker", Seconds: 0.3));
        var seen = new Seen();
        using ComfyGenerator generator = Open(server, null);

        await generator.GenerateAsync(Fox, Call(_ => { }) with { Progress = seen }, default);

        double[] shares = [.. seen.Reports.Select(one => one.Done)];
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        // Five of the seven nodes are done before the sampler, which is one more.
        Assert.Contains(shares, share => Math.Abs(share - (5.5 / 7)) < 0.001);
        Assert.True(seen.Reports.Count(one => one.Preview is not null) >= 3);
    }

    [Fact]
    public async Task A_server_that_answers_below_api_only_is_found_there_and_stays_known()
    {
        await using ProtocolServer server = await ProtocolServer.StartAsync(url => ComfyUiDevServer.Build(url, old: false, behindPrefix: true));
        using ComfyGenerator generator = Open(server, null);

        await generator.GenerateAsync(Fox, default);
        long asked = await server.CountAsync("POST (unknown)") + await server.CountAsync("GET (unknown)");
        await generator.GenerateAsync(Fox with { Seed = 8 }, default);

        Assert.Equal(2, await server.CountAsync("POST /api/prompt"));
        Assert.Equal(asked, await server.CountAsync("POST (unknown)") + await server.CountAsync("GET (unknown)"));
        Assert.True(await server.CountAsync("GET /api/ws") >= 1);
    }

    private static Task<ProtocolServer> StartAsync(bool old = false) => ProtocolServer.StartAsync(DevServers.DevServers.All[old ? "comfyui-old" : "comfyui"]);

    private static ComfyGenerator Open(ProtocolServer server, string? workflow)
        => new(new BackEndSettings { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = server.Address, Workflow = workflow }, TimeProvider.System, ReturnedClips.Usual);

    private static GenerationCall Call(Action<string> note) => new("run/step-1", null, _ => Task.CompletedTask) { Note = note };

    private static (int, int) Size(GeneratedImage image) => new ImageCodec(ImageLimits.Default).ReadHeader(image.Bytes) is var header ? (header.Width, header.Height) : default;

    /// <summary>The shipped workflow, ending in a node that sends its pictures.</summary>
    private string Sending(int frames = 1)
    {
        var workflow = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "comfy-workflows", "comfy-txt2img.json")))!;
        workflow["9"] = new JsonObject { ["class_type"] = "SaveImageWebsocket", ["inputs"] = new JsonObject { ["images"] = new JsonArray("8", 0) }, ["_meta"] = new JsonObject { ["title"] = "result" } };
        if (frames > 1)
            workflow["5"]!["_meta"]!["title"] = "size, frames";
        string file = Path.Combine(folder.Path, "sending.json");
        File.WriteAllText(file, workflow.ToJsonString());
        return file;
    }

    private sealed class Seen : IProgress<GenerationProgress>
    {
        public ConcurrentQueue<GenerationProgress> Reports { get; } = [];

        public void Report(GenerationProgress value) => Reports.Enqueue(value);
    }
}
