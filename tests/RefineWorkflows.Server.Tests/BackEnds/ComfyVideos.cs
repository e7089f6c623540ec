using System.Text.Json.Nodes;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Tests.Clips;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Server.Tests.BackEnds;

public sealed class ComfyVideos : IAsyncLifetime
{
    private const string Order = "POST /prompt";
    private static readonly GenerationRequest Fox = new("a red fox in the snow", null, 7, 96, 64) { Clip = new ClipRequest(10, 8) };
    private static readonly ClipCodec Clips = new(ImageLimits.Default);

    private readonly TempFolder folder = new();
    private ProtocolServer server = null!;

    public async Task InitializeAsync() => server = await ProtocolServer.StartAsync(DevServers.DevServers.All["comfyui"]);

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_shipped_workflow_returns_a_clip_of_the_length_that_the_model_makes()
    {
        using ComfyGenerator generator = Open(settings => settings with { Video = true });

        GeneratedImage image = await generator.GenerateAsync(Fox, default);

        Assert.Equal(("webp", 9, 8), (image.Clip!.Extension, image.Clip.Frames, image.Clip.FramesPerSecond));
        Assert.Equal(new ClipHeader(ClipFormat.Webp, 96, 64, 9, 8), Clips.ReadHeader(image.Clip.Bytes));
        // Six of the nine, three in a row.
        RgbImage sheet = new ImageCodec(ImageLimits.Default).Decode(image.Bytes);
        Assert.Equal((288, 128), (sheet.Width, sheet.Height));
        Assert.Contains("every node", (await generator.AskAsync(default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_animation_stays_as_it_came_byte_for_byte()
    {
        using ComfyGenerator generator = Open(settings => settings with { Video = true });

        GeneratedImage image = await generator.GenerateAsync(Fox, default);

        Assert.Equal(await OnlyFileAsync("images"), image.Clip!.Bytes.ToArray());
    }

    [Fact]
    public async Task Pictures_of_one_node_are_joined_as_the_frames_of_a_clip()
    {
        using ComfyGenerator generator = Open(Saving("SaveImage", []));

        GeneratedImage image = await generator.GenerateAsync(Fox, default);

        Assert.Equal(("webp", 9, 8), (image.Clip!.Extension, image.Clip.Frames, image.Clip.FramesPerSecond));
        Assert.Equal(9, await server.CountAsync("GET /view"));
    }

    [Fact]
    public async Task A_picture_of_a_video_workflow_that_does_not_ask_for_a_length_moves_too()
        => Assert.Equal(33, (await OpenAndPaintAsync(Saving("SaveImage", []), Fox with { Clip = null })).Clip!.Frames);

    [Fact]
    public async Task What_extensions_list_under_gifs_is_found()
        => Assert.Equal(9, (await OpenAndPaintAsync(Saving("VHS_VideoCombine", new() { ["frame_rate"] = 8, ["format"] = "image/webp" }, "frame_rate"), Fox)).Clip!.Frames);

    [Fact]
    public async Task A_video_is_looked_at_by_ffmpeg_and_stays_as_it_came()
    {
        var program = new Ffmpeg(InstalledFfmpeg.Program, ImageLimits.Default, TimeProvider.System);
        string workflow = Saving("VHS_VideoCombine", new() { ["frame_rate"] = 8, ["format"] = "video/h264-mp4" });
        using ComfyGenerator generator = Open(settings => settings with { Workflow = workflow }, new ReturnedClips(ImageLimits.Default, program));

        GeneratedImage image = await generator.GenerateAsync(Fox, default);

        Assert.Equal(("mp4", 9, 8), (image.Clip!.Extension, image.Clip.Frames, image.Clip.FramesPerSecond));
        Assert.Equal(await OnlyFileAsync("gifs"), image.Clip.Bytes.ToArray());
        Assert.Equal(288, new ImageCodec(ImageLimits.Default).ReadHeader(image.Bytes).Width);
    }

    [Fact]
    public async Task Without_ffmpeg_a_workflow_that_saves_a_video_is_refused_before_anything_is_ordered()
    {
        using ComfyGenerator generator = Open(Saving("VHS_VideoCombine", new() { ["frame_rate"] = 8, ["format"] = "video/h264-mp4" }));

        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, default));

        Assert.Contains("Video:Ffmpeg", told.Message, StringComparison.Ordinal);
        Assert.Equal(0, await server.CountAsync(Order));
        Assert.Contains("ffmpeg", (await Assert.ThrowsAsync<BackEndException>(() => generator.AskAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_ffmpeg_a_video_that_came_all_the_same_is_handed_over_with_the_error()
    {
        using ComfyGenerator generator = Open(Saving("VHS_VideoCombine", new() { ["frame_rate"] = 8, ["format"] = "whatever" }));

        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, default));

        Assert.False(told.IsTransient);
        Assert.Equal("mp4", told.Clip!.Extension);
        Assert.Equal(await OnlyFileAsync("gifs"), told.Clip.Bytes.ToArray());
    }

    [Fact]
    public async Task More_frames_than_allowed_are_not_fetched()
    {
        string workflow = Saving("SaveImage", []);
        using ComfyGenerator generator = Open(settings => settings with { Workflow = workflow }, new ReturnedClips(ImageLimits.Default with { Frames = 8 }, null));

        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, default));

        Assert.Contains("9 frames", told.Message, StringComparison.Ordinal);
        Assert.Equal(1, await server.CountAsync("GET /view"));
        Assert.Equal(8, generator.Capabilities.MaxFrames);
    }

    [Fact]
    public async Task A_workflow_of_still_pictures_is_not_asked_for_a_clip()
    {
        using ComfyGenerator generator = Open(settings => settings);

        BackEndException told = await Assert.ThrowsAsync<BackEndException>(() => generator.GenerateAsync(Fox, default));

        Assert.False(generator.Capabilities.MakesVideo);
        Assert.Contains("\"Video\": true", told.Message, StringComparison.Ordinal);
        Assert.Equal(0, await server.CountAsync(Order));
    }

    [Fact]
    public async Task A_clip_that_an_earlier_process_ordered_is_fetched_and_not_ordered_again()
    {
        string? handle = null;
        using ComfyGenerator generator = Open(settings => settings with { Video = true });
        GeneratedImage first = await generator.GenerateAsync(Fox, new GenerationCall("run/step-1", null, saved => Task.FromResult(handle = saved)), default);

        GeneratedImage second = await generator.GenerateAsync(Fox, new GenerationCall("run/step-1", handle, _ => Task.CompletedTask), default);

        Assert.Equal(first.Clip!.Bytes.ToArray(), second.Clip!.Bytes.ToArray());
        Assert.Equal(1, await server.CountAsync(Order));
    }

    private async Task<GeneratedImage> OpenAndPaintAsync(string workflow, GenerationRequest request)
    {
        using ComfyGenerator generator = Open(workflow);
        return await generator.GenerateAsync(request, default);
    }

    private ComfyGenerator Open(string workflow) => Open(settings => settings with { Workflow = workflow });

    private ComfyGenerator Open(Func<BackEndSettings, BackEndSettings> change, ReturnedClips? clips = null)
        => new(change(new BackEndSettings { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = server.Address }), TimeProvider.System, clips ?? ReturnedClips.Usual);

    /// <summary>The shipped workflow for video with another node that saves.</summary>
    private string Saving(string type, JsonObject inputs, string? rate = null)
    {
        var workflow = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "comfy-workflows", "comfy-txt2video.json")))!;
        inputs["filename_prefix"] = "own";
        inputs["images"] = new JsonArray("8", 0);
        workflow["28"] = new JsonObject { ["class_type"] = type, ["inputs"] = inputs, ["_meta"] = new JsonObject { ["title"] = rate is null ? "result" : "result, fps" } };
        string file = Path.Combine(folder.Path, $"{type}.json");
        File.WriteAllText(file, workflow.ToJsonString());
        return file;
    }

    private async Task<byte[]> OnlyFileAsync(string list)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var history = (JsonObject)JsonNode.Parse(await client.GetStringAsync("history"))!;
        string name = (string)history.Single().Value!["outputs"]!["28"]![list]!.AsArray().Single()!["filename"]!;
        return await client.GetByteArrayAsync($"view?filename={Uri.EscapeDataString(name)}&type=output");
    }
}
