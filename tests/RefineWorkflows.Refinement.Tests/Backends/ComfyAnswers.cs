using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.ComfyUi;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class ComfyAnswers : IDisposable
{
    private readonly ModelHttp http = new(new BackEndSettings { Name = "comfy", Kind = BackEndKind.ComfyUi, Address = new Uri("http://127.0.0.1:8188"), Secret = "hidden-key" }, null, TimeProvider.System);

    public void Dispose() => http.Dispose();

    [Theory]
    [InlineData("x.png", "", "output", true)]
    [InlineData("x (1).png", "2026/11", "temp", true)]
    [InlineData("ü&type=input.png", "", "output", true)]
    [InlineData("", "", "output", false)]
    [InlineData("..", "", "output", false)]
    [InlineData("../x.png", "", "output", false)]
    [InlineData("a\\x.png", "", "output", false)]
    [InlineData("x\n.png", "", "output", false)]
    [InlineData("x.png", "a/../..", "output", false)]
    [InlineData("x.png", "/etc", "output", false)]
    [InlineData("x.png", "C:", "output", false)]
    [InlineData("x.png", "", "input", false)]
    [InlineData("x.png", "", "", false)]
    public void Only_plain_names_below_the_servers_folders_are_asked_for(string name, string folder, string kind, bool harmless)
        => Assert.Equal(harmless, new ComfyFile(name, folder, kind).IsHarmless);

    [Fact]
    public void A_name_cannot_add_to_the_address()
        => Assert.Equal("view?filename=a%26type%3Dinput%23.png&subfolder=b%2Fc&type=output", new ComfyFile("a&type=input#.png", "b/c", "output").Route);

    [Theory]
    [InlineData("""{ "5": { "images": [{"filename": "p.png", "subfolder": "", "type": "temp"}] }, "9": { "gifs": [{"filename": "c.mp4", "subfolder": "", "type": "output", "format": "video/h264-mp4"}] } }""", null, "c.mp4")]
    [InlineData("""{ "9": { "images": [{"filename": "1.png", "type": "output"}, {"filename": "2.png", "type": "output"}] } }""", "9", "1.png 2.png")]
    [InlineData("""{ "9": { "images": [{"filename": "c.mp4", "type": "output"}], "animated": [true] } }""", "9", "c.mp4")]
    [InlineData("""{ "9": { "images": [{"filename": "first.png", "type": "output"}], "videos": [{"filename": "c.webm", "type": "output"}] } }""", null, "c.webm first.png")]
    [InlineData("""{ "5": { "images": [{"filename": "p.png", "type": "output"}] } }""", "9", "")]
    [InlineData("""{ "5": { "text": ["hello"] } }""", null, "")]
    public void Files_of_every_list_are_found_clips_first_and_only_those_of_one_node(string outputs, string? node, string names)
    {
        var entry = new JsonObject { ["outputs"] = JsonNode.Parse(outputs), ["status"] = new JsonObject { ["status_str"] = "success", ["completed"] = true } };
        Assert.Equal(names, string.Join(' ', ComfyOutcome.Read("id", entry)!.FilesOf(node).Select(file => file.Name)));
    }

    [Theory]
    [InlineData("missing_node_type", BackEndFailure.NotFound)]
    [InlineData("prompt_no_outputs", BackEndFailure.InvalidRequest)]
    public void A_refusal_says_what_kind_it_is(string type, BackEndFailure meant)
        => Assert.Equal(meant, Refuse($$"""{"error": {"type": "{{type}}", "message": "m", "details": "d"}, "node_errors": {} }""").Failure);

    [Fact]
    public void A_refusal_names_the_node_and_the_value()
    {
        BackEndException refused = Refuse("""{"error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation", "details": ""}, "node_errors": {"4": {"errors": [{"type": "value_not_in_list", "message": "Value not in list", "details": "ckpt_name: 'x' not in []"}], "class_type": "CheckpointLoaderSimple"}}}""");
        Assert.Equal(BackEndFailure.NotFound, refused.Failure);
        Assert.Contains("node 4 (CheckpointLoaderSimple): Value not in list: ckpt_name: 'x' not in []", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error": "no prompt, hidden-key", "node_errors": []}""", "no prompt")]
    [InlineData("<html>hidden-key", "<html>")]
    [InlineData("[]", "[]")]
    [InlineData("", "400")]
    public void An_older_or_stranger_refusal_is_shown_without_the_secret(string body, string shown)
    {
        BackEndException refused = Refuse(body);
        Assert.Contains(shown, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_of_the_history_that_is_not_completed_is_no_outcome()
        => Assert.Null(Read("""{"status": {"status_str": "success", "completed": false}, "outputs": {}}"""));

    [Fact]
    public void An_old_server_has_no_status_and_is_done()
        => Assert.Equal("a.png", Read("""{"outputs": {"9": {"images": [{"filename": "a.png", "subfolder": "", "type": "output"}]}}}""")!.Files.Single().File.Name);

    [Fact]
    public void Pictures_come_in_the_order_of_the_nodes_numbers()
    {
        ComfyOutcome outcome = Read("""{"outputs": {"10": {"images": [{"filename": "b.png"}]}, "text": {"text": ["x"]}, "9": {"images": [{"filename": "a.png"}]}}}""")!;
        Assert.Equal(["a.png", "b.png"], outcome.Files.Select(one => one.File.Name));
    }

    [Theory]
    [InlineData("torch.cuda.OutOfMemoryError", BackEndFailure.OutOfMemory)]
    [InlineData("torch.OutOfMemoryError", BackEndFailure.OutOfMemory)]
    [InlineData("ValueError", BackEndFailure.InvalidRequest)]
    public void A_failed_node_is_told_with_its_class_and_reason(string type, BackEndFailure meant)
    {
        ComfyOutcome outcome = Read($$"""{"status": {"status_str": "error", "completed": false, "messages": [["execution_start", {}], ["execution_error", {"node_id": "3", "node_type": "KSampler", "exception_type": "{{type}}", "exception_message": "it broke\n"}]]} }""")!;
        Assert.Equal((meant, false), (outcome.Failure, outcome.Interrupted));
        Assert.Equal($"node 3 (KSampler) failed: {type}: it broke", outcome.Problem);
    }

    [Fact]
    public void What_somebody_stopped_is_told_as_stopped()
        => Assert.True(Read("""{"status": {"status_str": "error", "completed": false, "messages": [["execution_interrupted", {"node_id": "3"}]]}}""")!.Interrupted);

    [Fact]
    public void Ids_of_prompts_are_canonical_and_differ_by_step_and_attempt()
    {
        string first = ComfyPrompt.FirstId("run/1");
        Assert.Equal(first, ComfyPrompt.FirstId("run/1"));
        string[] ids = [first, ComfyPrompt.FirstId("run/2"), ComfyPrompt.NextId("run/1", first)];
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(id, Guid.ParseExact(id, "D").ToString("D")));
    }

    private BackEndException Refuse(string body) => ComfyRefusal.Of(http, new ModelReply(HttpStatusCode.BadRequest, Encoding.UTF8.GetBytes(body), "application/json", null, null));

    private static ComfyOutcome? Read(string json) => ComfyOutcome.Read("id", (JsonObject)JsonNode.Parse(json)!);
}
