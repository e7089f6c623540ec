using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary><c>refine calibrate</c> as a process, with nothing but what is embedded and with a vision model.</summary>
public sealed class Calibrating
{
    private static readonly Dictionary<string, string> Alone = [];

    [Fact]
    public async Task A_reference_is_climbed_towards_and_the_report_alone_is_printed()
    {
        using var data = new DataFolder();
        string reference = await PaintAsync(data, Alone);

        RefineResult run = await RefineProcess.RunAsync(data.Path, Alone, "calibrate", "--reference", reference, "--prompt", "a dog", "--size", "128", "--seed", "1", "--max-iterations", "4", "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("measured-1", run.Json.GetProperty("axis_set_version").GetString());
        Assert.Equal("measuring-judge", run.Json.GetProperty("judge").GetProperty("id").GetString());
        Assert.InRange(run.Json.GetProperty("overall_score").GetDouble(), 0.2, 1);
        Assert.Equal(run.Json.GetRawText(), JsonElement.Parse(await File.ReadAllTextAsync(run.Json.GetProperty("report_path").GetString() is { } name ? Directory.EnumerateFiles(data.Path, name, SearchOption.AllDirectories).Single() : "")).GetRawText());

        RefineResult capped = await RefineProcess.RunAsync(data.Path, Alone, "calibrate", "--reference", reference, "--prompt", "a dog", "--size", "64", "--max-pictures", "2");
        Assert.True(capped.ExitCode == 0, capped.ToString());
        Assert.Contains("(budget)", capped.Output, StringComparison.Ordinal);
        RefineResult wrong = await RefineProcess.RunAsync(data.Path, Alone, "calibrate", "--reference", reference, "--target", "7");
        Assert.Equal(2, wrong.ExitCode);
        RefineResult missing = await RefineProcess.RunAsync(data.Path, Alone, "calibrate", "--reference", "nowhere.png");
        Assert.Equal(3, missing.ExitCode);
    }

    [Fact]
    public async Task A_vision_model_describes_compares_and_words_all_axes()
    {
        await using WebApplication app = DevServers.All["openai"]("http://127.0.0.1:0");
        await app.StartAsync();
        using var data = new DataFolder();
        var settings = new Dictionary<string, string>
        {
            ["REFINE_BackEnds__0__Name"] = "eyes",
            ["REFINE_BackEnds__0__Kind"] = "openai-chat",
            ["REFINE_BackEnds__0__Address"] = new Uri(DevServers.AddressOf(app), "v1").ToString(),
            ["REFINE_BackEnds__0__Model"] = "dev-vision",
        };
        string reference = await PaintAsync(data, Alone);

        RefineResult run = await RefineProcess.RunAsync(data.Path, settings, "calibrate", "--reference", reference, "--prompt", "a dog", "--size", "128", "--seed", "1", "--max-iterations", "4", "--robustness-seeds", "0", "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("default-1", run.Json.GetProperty("axis_set_version").GetString());
        Assert.Equal("eyes", run.Json.GetProperty("judge").GetProperty("id").GetString());
        Assert.Equal(24, run.Json.GetProperty("axes").EnumerateObject().Count());
        Assert.Contains(run.Json.GetProperty("axes").EnumerateObject(), axis => axis.Value.GetProperty("verdict").GetString() == "match" && axis.Value.GetProperty("ref").GetString() != "unspecified");
    }

    [Fact]
    public async Task A_calibration_that_was_killed_goes_on_and_ends_with_its_table()
    {
        using var data = new DataFolder();
        string reference = await PaintAsync(data, Alone);
        string program = Path.Combine(data.Path, "tesseract");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ncat > /dev/null\necho OPEN\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = new Dictionary<string, string> { ["REFINE_Ocr__Tesseract"] = program };
        using RefineProcess first = RefineProcess.StartProgram(
            "refine.dll", ["calibrate", "--reference", reference, "--prompt", "a dog", "--size", "256", "--seed", "1", "--max-iterations", "8", "--robustness-seeds", "0", "--data", data.Path], settings);
        Assert.Matches("overall 0\\.[0-9]{2}, [0-9]+ mismatch(es)?, accepted$", await first.SaysAsync("iteration"));
        first.Kill();
        await first.EndAsync();

        RefineResult resumed = await RefineProcess.RunAsync(data.Path, settings, "resume");

        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Matches("(?m)^text +OPEN +OPEN +match$", resumed.Output);
        Assert.Matches(@"after [2-8] pictures\.", resumed.Output);
        JsonElement description = JsonElement.Parse(await File.ReadAllTextAsync(Directory.EnumerateFiles(data.Path, "calib_*.json", SearchOption.AllDirectories).Single()));
        Assert.EndsWith(", the words \"OPEN\"", description.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> PaintAsync(DataFolder data, Dictionary<string, string> settings)
    {
        RefineResult run = await RefineProcess.RunAsync(data.Path, settings, "run", "a red apple, bright, on the left", "--size", "128", "--seed", "3", "--max-iterations", "1", "--json");
        string reference = Path.Combine(data.Path, "reference.png");
        File.Copy(Path.Combine(run.Json.GetProperty("folder").GetString()!, "iter-0001.png"), reference);
        return reference;
    }
}
