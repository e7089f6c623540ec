using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class ComfyWorkflows
{
    private static readonly GenerationRequest Request = new("a fox", "rain", ulong.MaxValue, 640, 512, new byte[] { 1 }, 0.35);
    private static readonly BackEndSettings Settings = new() { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = new Uri("http://127.0.0.1:8188"), Steps = 12, Model = "mine.safetensors" };

    private const string Minimal = """
        { "1": { "class_type": "Words", "inputs": { "text": "" }, "_meta": { "title": "Prompt" } },
          "2": { "class_type": "Dice", "inputs": { "noise_seed": 1, "filename_prefix": "mine/x" }, "_meta": { "title": "SEED" } } }
        """;

    [Fact]
    public void The_shipped_workflows_take_everything_that_a_request_says()
    {
        JsonObject words = Shipped("comfy-txt2img.json").Fill(Request, null, Settings, "12345678");
        Assert.Equal("a fox", (string?)words["6"]!["inputs"]!["text"]);
        Assert.Equal("rain", (string?)words["7"]!["inputs"]!["text"]);
        Assert.Equal(ulong.MaxValue, words["3"]!["inputs"]!["seed"]!.GetValue<ulong>());
        Assert.Equal((640, 512), ((int)words["5"]!["inputs"]!["width"]!, (int)words["5"]!["inputs"]!["height"]!));
        Assert.Equal((12, "mine.safetensors"), ((int)words["3"]!["inputs"]!["steps"]!, (string?)words["4"]!["inputs"]!["ckpt_name"]));

        JsonObject picture = Shipped("comfy-img2img.json").Fill(Request, "input.png", Settings, "12345678");
        Assert.Equal("input.png", (string?)picture["10"]!["inputs"]!["image"]);
        Assert.Equal(0.35, (double)picture["3"]!["inputs"]!["denoise"]!);
        Assert.Equal((640, 512), ((int)picture["11"]!["inputs"]!["width"]!, (int)picture["11"]!["inputs"]!["height"]!));
    }

    [Fact]
    public void The_shipped_workflow_for_video_takes_length_and_rate()
    {
        ComfyWorkflow video = Shipped("comfy-txt2video.json");
        JsonObject filled = video.Fill(Request with { Reference = null, Strength = null, Clip = new ClipRequest(49, 24) }, null, Settings, "12345678");
        Assert.True(video is { MakesVideo: true, SavesVideo: false, ResultNode: "28" });
        Assert.Equal((49, 24.0), ((int)filled["40"]!["inputs"]!["length"]!, (double)filled["28"]!["inputs"]!["fps"]!));
        Assert.Equal((640, "mine.safetensors"), ((int)filled["40"]!["inputs"]!["width"]!, (string?)filled["37"]!["inputs"]!["unet_name"]));
    }

    [Fact]
    public void Without_a_clip_in_the_request_length_and_rate_stay_as_the_workflow_has_them()
    {
        ComfyWorkflow video = Shipped("comfy-txt2video.json");
        JsonObject filled = video.Fill(Request with { Reference = null, Strength = null }, null, Settings, "12345678");
        Assert.Equal((33, 16.0, 16.0), ((int)filled["40"]!["inputs"]!["length"]!, (double)filled["28"]!["inputs"]!["fps"]!, video.FramesPerSecond));
    }

    [Theory]
    [InlineData("SaveImage", "", false, false)]
    [InlineData("SaveAnimatedWEBP", "", true, false)]
    [InlineData("SaveVideo", "auto", true, true)]
    [InlineData("SaveWEBM", "", true, true)]
    [InlineData("VHS_VideoCombine", "video/h264-mp4", true, true)]
    [InlineData("VHS_VideoCombine", "image/gif", true, false)]
    public void What_a_workflow_saves_tells_whether_it_moves_and_whether_ffmpeg_is_needed(string saver, string format, bool moves, bool video)
    {
        string json = $$"""{ "1": { "class_type": "Words", "inputs": { "text": "", "seed": 0 }, "_meta": { "title": "prompt, seed" } }, "2": { "class_type": "{{saver}}", "inputs": { "format": "{{format}}" } } }""";
        ComfyWorkflow workflow = ComfyWorkflow.Parse(json, "own");
        Assert.Equal((moves, video), (workflow.MakesVideo, workflow.SavesVideo));
    }

    [Fact]
    public void What_is_not_set_stays_as_the_workflow_has_it()
    {
        JsonObject filled = Shipped("comfy-txt2img.json").Fill(Request with { Strength = null }, null, Settings with { Steps = null, Model = null }, "12345678");
        Assert.Equal((25, "sd_xl_base_1.0.safetensors"), ((int)filled["3"]!["inputs"]!["steps"]!, (string?)filled["4"]!["inputs"]!["ckpt_name"]));
    }

    [Fact]
    public void Filling_leaves_the_template_as_it_was_and_gives_files_names_of_their_own()
    {
        ComfyWorkflow workflow = ComfyWorkflow.Parse(Minimal, "test");
        JsonObject first = workflow.Fill(Request, null, Settings, "aaaaaaaa");
        JsonObject second = workflow.Fill(Request with { Prompt = "a cat" }, null, Settings, "bbbbbbbb");
        Assert.Equal(("a fox", "mine/x-aaaaaaaa"), ((string?)first["1"]!["inputs"]!["text"], (string?)first["2"]!["inputs"]!["filename_prefix"]));
        Assert.Equal(("a cat", "mine/x-bbbbbbbb"), ((string?)second["1"]!["inputs"]!["text"], (string?)second["2"]!["inputs"]!["filename_prefix"]));
    }

    [Fact]
    public void A_mapping_wins_over_titles_and_is_not_sent()
    {
        string mapped = Minimal.TrimEnd().TrimEnd('}') + """, "3": { "class_type": "Words", "inputs": { "words": "" } }, "_refine": { "slots": { "prompt": "3.words" } } }""";
        JsonObject filled = ComfyWorkflow.Parse(mapped, "test").Fill(Request, null, Settings, "12345678");
        Assert.Equal(("", "a fox"), ((string?)filled["1"]!["inputs"]!["text"], (string?)filled["3"]!["inputs"]!["words"]));
        Assert.False(filled.ContainsKey("_refine"));
    }

    [Fact]
    public void Both_texts_of_an_encoder_with_two_are_filled()
    {
        string two = Minimal.Replace("\"text\": \"\"", "\"text_g\": \"\", \"text_l\": \"\"", StringComparison.Ordinal);
        JsonObject filled = ComfyWorkflow.Parse(two, "test").Fill(Request, null, Settings, "12345678");
        Assert.Equal(("a fox", "a fox"), ((string?)filled["1"]!["inputs"]!["text_g"], (string?)filled["1"]!["inputs"]!["text_l"]));
    }

    [Fact]
    public void A_title_that_describes_is_not_taken_for_a_slot()
    {
        string described = Minimal.TrimEnd().TrimEnd('}') + """, "3": { "class_type": "Load", "inputs": { "image": "a" }, "_meta": { "title": "Load image" } } }""";
        ComfyWorkflow workflow = ComfyWorkflow.Parse(described, "test");
        Assert.False(workflow.Has(ComfySlot.Image));
    }

    [Theory]
    [InlineData("""{ "nodes": [], "links": [] }""", "Export it in API format")]
    [InlineData("[]", "Export it in API format")]
    [InlineData("{ nonsense", "no JSON")]
    [InlineData("{}", "no nodes")]
    [InlineData("""{ "1": { "inputs": {} } }""", "'1' is no node")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": {} } }""", "no place for the prompt")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "other": 1 }, "_meta": { "title": "prompt" } } }""", "none of the inputs")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "text": ["2", 0] }, "_meta": { "title": "prompt" } } }""", "connected to another node")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "text": "" } }, "_refine": { "slots": { "colour": "1.text" } } }""", "no slot 'colour'")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "text": "" } }, "_refine": { "slots": { "prompt": "7.text" } } }""", "'7.text'")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "text": "" } }, "_refine": { "slots": { "prompt": 7 } } }""", "mapped to ''")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "text": "" } }, "_refine": 1 }""", "no object 'slots'")]
    public void A_workflow_that_cannot_be_used_is_refused_with_what_to_change(string json, string told)
    {
        var refused = Assert.Throws<ComfyWorkflowException>(() => ComfyWorkflow.Parse(json, "'mine.json'"));
        Assert.Contains("'mine.json'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
        => Assert.Contains("nowhere.json", Assert.Throws<ComfyWorkflowException>(() => ComfyWorkflow.Read("nowhere.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_workflow_of_ones_own_switches_the_shipped_one_for_pictures_off()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "comfy-workflows", "comfy-txt2img.json");
        using var own = new ComfyGenerator(Settings with { Workflow = file }, TimeProvider.System, ReturnedClips.Usual);
        using var shipped = new ComfyGenerator(Settings, TimeProvider.System, ReturnedClips.Usual);
        Assert.False(own.Capabilities.SupportsReference);
        Assert.True(shipped.Capabilities is { SupportsReference: true, SupportsStrength: true, SupportsNegativePrompt: true });
    }

    private static ComfyWorkflow Shipped(string file) => ComfyWorkflow.Read(Path.Combine(AppContext.BaseDirectory, "comfy-workflows", file));
}
