using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary><c>refine judge</c> as a process: with the embedded judge, and with vision models behind protocol servers.</summary>
public sealed class JudgeCommands
{
    private const string Goal = "a fiery ball in the dark";

    [Fact]
    public async Task Two_pictures_are_compared_and_scored_with_nothing_but_the_embedded_judge()
    {
        using var data = new DataFolder();
        (string fiery, string pale) = Pictures(data.Path);
        RefineResult pair = await RefineProcess.RunAsync(data.Path, "judge", "pair", pale, fiery, "--goal", Goal);
        Assert.True(pair.ExitCode == 0, pair.ToString());
        Assert.StartsWith("Image B (agree)", pair.Output, StringComparison.Ordinal);

        RefineResult rubric = await RefineProcess.RunAsync(data.Path, "judge", "rubric", pale, fiery, fiery, "--instruction", Goal, "--json");
        Assert.True(rubric.ExitCode == 0, rubric.ToString());
        JsonElement[] graded = [.. rubric.Json.GetProperty("files").EnumerateArray()];
        Assert.Equal([false, false, true], graded.Select(one => one.GetProperty("judges")[0].GetProperty("cache_hit").GetBoolean()));
        double[] wholes = [.. graded.Select(one => one.GetProperty("value").GetProperty("overall").GetDouble())];
        Assert.True(wholes[1] > wholes[0] && wholes[1] == wholes[2], rubric.Output);

        RefineResult scores = await RefineProcess.RunAsync(data.Path, "judge", "viescore", fiery, pale, "--instruction", Goal, "--overall", "--json");
        Assert.True(scores.ExitCode == 0, scores.ToString());
        Assert.Equal("Image A", Text(scores.Json, "value"));
        Assert.Equal(2, scores.Json.GetProperty("judges").GetArrayLength());
        double[] overall = [.. scores.Json.GetProperty("viescore_overall").EnumerateArray().Select(score => score.GetDouble())];
        Assert.True(overall[0] > overall[1], string.Join(' ', overall));

        JsonElement verdicts = (await RefineProcess.RunAsync(data.Path, "judge", "verdicts", "--json")).Json;
        Assert.Equal([false, false, true, false, false, false], verdicts.EnumerateArray().Select(verdict => verdict.GetProperty("cacheHit").GetBoolean()));
        string labels = Path.Combine(data.Path, "labels.json");
        await File.WriteAllTextAsync(labels, """[{"images": ["fiery.png", "pale.png"], "winner": "Image A"}]""");
        RefineResult trust = await RefineProcess.RunAsync(data.Path, "judge", "reliability", "--labels", labels);
        Assert.Contains("n = 1; from 20 on a judge counts as calibrated", trust.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_of_vision_models_votes_and_one_that_cannot_see_is_left_out()
    {
        using var data = new DataFolder();
        (string fiery, string pale) = Pictures(data.Path);
        await using WebApplication openAi = await StartAsync("openai");
        await using WebApplication gemini = await StartAsync("gemini");
        string config = Path.Combine(data.Path, "metrics.json");
        await File.WriteAllTextAsync(config, $$$"""
            {"metric_configs": {
              "mine": {"pipe_name": "pairwise-judge", "default_config": {"backend": "api", "model_name": "none", "base_url": "{{{DevServers.AddressOf(openAi)}}}v1", "api_key": "${MINE}", "retries": 1},
                       "init_config": {"model_name": "dev-vision"} } } }
            """);
        var settings = new Dictionary<string, string>
        {
            ["REFINE_BackEnds__0__Name"] = "blind",
            ["REFINE_BackEnds__0__Kind"] = "openai-chat",
            ["REFINE_BackEnds__0__Address"] = $"{DevServers.AddressOf(openAi)}v1",
            ["REFINE_BackEnds__0__Model"] = "dev-text",
            ["REFINE_BackEnds__1__Name"] = "gem",
            ["REFINE_BackEnds__1__Kind"] = "gemini-chat",
            ["REFINE_BackEnds__1__Address"] = $"{DevServers.AddressOf(gemini)}v1beta",
            ["REFINE_BackEnds__1__Model"] = "dev-vision",
            ["REFINE_SECRET_GEM"] = "key",
            ["REFINE_SECRET_MINE"] = "key",
        };
        RefineResult pair = await RefineProcess.RunAsync(data.Path, settings, "judge", "pair", fiery, pale, "--goal", Goal, "--judge", "gem", "--judge", "blind", "--config", config, "--json");
        Assert.True(pair.ExitCode == 0, pair.ToString());
        Assert.Equal(("pairwise_comparison", "Image A"), (Text(pair.Json, "type"), Text(pair.Json, "value")));
        Assert.Equal("agree", pair.Json.GetProperty("judges")[0].GetProperty("meta").GetProperty("consistency")[0].GetString());
        Assert.Equal(["Image A", "Failed", "Image A"], pair.Json.GetProperty("judges").EnumerateArray().Select(judge => Text(judge, "value")));
        Assert.Equal((2, 1), (pair.Json.GetProperty("vote").GetProperty("image_a").GetInt32(), pair.Json.GetProperty("vote").GetProperty("failed").GetInt32()));
        Assert.Equal("vlm/assessment/generation/pairwise", pair.Json.GetProperty("judges")[0].GetProperty("prompt_id").GetString());

        RefineResult rubric = await RefineProcess.RunAsync(data.Path, settings, "judge", "rubric", fiery, "--instruction", Goal, "--judge", "gem", "--judge", "blind");
        Assert.True(rubric.ExitCode == 0, rubric.ToString());
        Assert.Matches(@"fiery\.png: \d\.\d of 5 \(following \d\.\d, aesthetic \d\.\d\)\n  gem \(dev-vision\), vlm/assessment/generation/rubric@v1\n    \d\.\d of 5 .*Measured: ", rubric.Output);
        Assert.Contains("    Failed. ", rubric.Output, StringComparison.Ordinal);

        RefineResult blind = await RefineProcess.RunAsync(data.Path, settings, "judge", "viescore", fiery, "--instruction", Goal, "--judge", "blind");
        Assert.Equal(1, blind.ExitCode);
        Assert.StartsWith("Failed", blind.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", blind.ToString(), StringComparison.Ordinal);
    }

    private static (string Fiery, string Pale) Pictures(string folder)
        => (Disc(Path.Combine(folder, "fiery.png"), (250, 120, 20), (20, 10, 10)), Disc(Path.Combine(folder, "pale.png"), (150, 160, 170), (170, 175, 180)));

    private static string Disc(string file, (byte R, byte G, byte B) disc, (byte R, byte G, byte B) wall)
    {
        const int Side = 64;
        byte[] pixels = new byte[Side * Side * 3];
        for (int at = 0; at < Side * Side; at++)
        {
            double x = (at % Side) - 31.5;
            double y = (at / Side) - 31.5;
            (pixels[at * 3], pixels[(at * 3) + 1], pixels[(at * 3) + 2]) = (x * x) + (y * y) < 200 ? disc : wall;
        }

        File.WriteAllBytes(file, new ImageCodec(ImageLimits.Default).EncodePng(new RgbImage(Side, Side, pixels)));
        return file;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static async Task<WebApplication> StartAsync(string kind)
    {
        WebApplication app = DevServers.All[kind]("http://127.0.0.1:0");
        await app.StartAsync();
        return app;
    }
}
