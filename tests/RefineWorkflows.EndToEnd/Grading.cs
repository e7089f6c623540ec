using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary><c>refine grade</c> as a process.</summary>
public sealed class Grading
{
    private const string Prompt = "a dog on the left, close-up, dark background";

    [Fact]
    public async Task Pictures_clips_and_folders_are_graded_and_what_cannot_be_read_is_told()
    {
        using var data = new DataFolder();
        string picture = await PaintAsync(data.Path, "right.png", Prompt), wrong = await PaintAsync(data.Path, "wrong.png", "a fish on the right, close-up, dark background"), clip = await PaintAsync(data.Path, "clip.webp", Prompt, 6);
        string frames = Directory.CreateDirectory(Path.Combine(data.Path, "frames")).FullName, broken = Path.Combine(data.Path, "broken.png");
        File.Copy(picture, Path.Combine(frames, "1.png"));
        File.Copy(picture, Path.Combine(frames, "2.png"));
        await File.WriteAllTextAsync(broken, "no picture");
        RefineResult graded = await RefineProcess.RunAsync(data.Path, "grade", picture, broken, clip, frames, wrong, "--prompt", Prompt, "--json");

        Assert.True(graded.ExitCode == 1, graded.ToString());
        Assert.Contains($"{broken}: ", graded.Errors, StringComparison.Ordinal);
        JsonElement[] files = [.. graded.Json.GetProperty("files").EnumerateArray()];
        Assert.Equal([1, 6, 2, 1], files.Select(file => file.GetProperty("frames").GetInt32()));
        Assert.True(files[0].GetProperty("score").GetDouble() > files[3].GetProperty("score").GetDouble(), graded.Output);
        foreach (JsonElement file in files)
        {
            double score = file.GetProperty("score").GetDouble();
            Assert.InRange(score, file.GetProperty("interval").GetProperty("low").GetDouble(), file.GetProperty("interval").GetProperty("high").GetDouble());
            Assert.Contains(file.GetProperty("channels").EnumerateArray(), channel => channel.GetProperty("evidence").GetArrayLength() > 0);
        }
    }

    [Fact]
    public async Task The_prompt_comes_from_the_picture_and_a_picture_without_one_is_told()
    {
        using var data = new DataFolder();
        string bare = await PaintAsync(data.Path, "bare.png", Prompt), picture = Path.Combine(data.Path, "of-a-run.png");
        await File.WriteAllBytesAsync(picture, PictureMetadata.Write(await File.ReadAllBytesAsync(bare), new PictureRecipe
        {
            Generator = "embedded", Iteration = 1, Prompt = Prompt, SentPrompt = Prompt, Seed = 5, Width = 128, Height = 128, Run = new RecipeRun("refine-loop@1", Prompt, Prompt, new SearchSettings()),
        }));
        RefineResult graded = await RefineProcess.RunAsync(data.Path, "grade", picture, bare);

        Assert.True(graded.ExitCode == 1, graded.ToString());
        Assert.Matches(@"of-a-run\.png: [ABCF][+-]?  0\.\d\d \(0\.\d\d to [01]\.\d\d: ", graded.Output);
        Assert.Contains("give it with --prompt", graded.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_are_fitted_to_a_persons_grades_and_used()
    {
        using var data = new DataFolder();
        string list = Path.Combine(data.Path, "graded.json"), table = Path.Combine(data.Path, "table.json"), picture = await PaintAsync(data.Path, "right.png", Prompt);
        await File.WriteAllTextAsync(list, """[{"score": 0.5, "grade": "A"}, {"score": 0.45, "grade": "A-"}, {"score": 0.3, "grade": "C"}, {"file": "right.png", "grade": "A"}]""");
        RefineResult fitted = await RefineProcess.RunAsync(data.Path, "grade", "--calibrate", list, "--prompt", Prompt, "--table", table, "--json"), graded = await RefineProcess.RunAsync(data.Path, "grade", picture, "--prompt", Prompt, "--table", table, "--min-grade", "A", "--json");

        Assert.True(fitted.ExitCode == 0, fitted.ToString());
        Assert.Equal((4, 0), (fitted.Json.GetProperty("examples").GetInt32(), fitted.Json.GetProperty("misgraded").GetInt32()));
        Assert.Contains("\"B+\": 0.", await File.ReadAllTextAsync(table), StringComparison.Ordinal);
        Assert.True(graded.ExitCode == 0, graded.ToString());
        Assert.Equal("A", graded.Json.GetProperty("files")[0].GetProperty("grade").GetString());
    }

    [Fact]
    public async Task A_vision_model_behind_a_server_verifies_and_our_geometry_decides()
    {
        await using WebApplication app = DevServers.All["openai"]("http://127.0.0.1:0");
        await app.StartAsync();
        using var data = new DataFolder();
        var settings = new Dictionary<string, string>
        {
            ["REFINE_BackEnds__0__Name"] = "eyes",
            ["REFINE_BackEnds__0__Kind"] = "openai-chat",
            ["REFINE_BackEnds__0__Model"] = OpenAiDevServer.VisionModel,
            ["REFINE_BackEnds__0__Address"] = new Uri(DevServers.AddressOf(app), "v1").ToString(),
        };
        string right = await PaintAsync(data.Path, "right.png", Prompt), wrong = await PaintAsync(data.Path, "wrong.png", Prompt.Replace("left", "right", StringComparison.Ordinal));
        RefineResult graded = await RefineProcess.RunAsync(data.Path, settings, "grade", right, wrong, "--prompt", Prompt, "--min-grade", "A", "--json");

        Assert.True(graded.ExitCode == 8, graded.ToString());
        Assert.InRange(graded.Json.GetProperty("below").GetInt32(), 1, 2);
        Assert.Equal("eyes", graded.Json.GetProperty("verifier").GetString());
        JsonElement[] files = [.. graded.Json.GetProperty("files").EnumerateArray()];
        JsonElement file = files[0];
        Assert.Equal(["semantic", "spatial", "benchmark", "visionreward"], file.GetProperty("channels").EnumerateArray().Where(channel => channel.GetProperty("value").ValueKind == JsonValueKind.Number).Select(channel => channel.GetProperty("channel").GetString()));
        Assert.Contains("dog: seen", file.GetProperty("channels")[0].GetProperty("evidence").EnumerateArray().Select(line => line.GetString()));
        Assert.Contains("answers", file.GetProperty("replies")[0].GetString(), StringComparison.Ordinal);
        Assert.True(file.GetProperty("score").GetDouble() > files[1].GetProperty("score").GetDouble(), graded.Output);
    }

    [Theory]
    [InlineData(2, "--min-grade is 'D'", "a.png", "--min-grade", "D"), InlineData(2, "--weights has 'taste=1'", "a.png", "--weights", "taste=1"), InlineData(2, "Name the files to grade"), InlineData(3, "There is no file nowhere.json", "--calibrate", "nowhere.json")]
    public async Task A_wrong_command_is_told(int exitCode, string message, params string[] arguments)
    {
        using var data = new DataFolder();
        RefineResult refused = await RefineProcess.RunAsync(data.Path, ["grade", .. arguments]);

        Assert.True(refused.ExitCode == exitCode, refused.ToString());
        Assert.Contains(message, refused.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> PaintAsync(string folder, string name, string prompt, int frames = 0)
    {
        var request = new GenerationRequest(prompt, null, 5, 128, 128) { Clip = frames > 0 ? new ClipRequest(frames, 8) : null };
        GeneratedImage painted = await new EmbeddedPainter().GenerateAsync(request, CancellationToken.None);
        string file = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(file, painted.Clip is { } clip ? clip.Bytes.ToArray() : painted.Bytes.ToArray());
        return file;
    }
}
