using System.Text.Json;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

public sealed class FirstRun
{
    [Theory]
    [InlineData("refine-loop", "greedy")]
    [InlineData("refine-loop", "climbing")]
    [InlineData("refine-loop", "annealing")]
    [InlineData("img2img-loop", "img2img")]
    public async Task A_run_leaves_pictures_best_collage_summary_and_reports(string workflow, string strategy)
    {
        using var data = new DataFolder();
        List<string> arguments = ["run", "a hot hotdog", "--workflow", workflow, "--seed", "7", "--size", "96", "--max-iterations", "4", "--json"];
        if (strategy != "img2img")
            arguments.AddRange(["--strategy", strategy]);
        RefineResult result = await RefineProcess.RunAsync(data.Path, [.. arguments]);

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement run = result.Json;
        Assert.Equal("finished", run.GetProperty("status").GetString());
        string folder = run.GetProperty("folder").GetString()!;
        int iterations = run.GetProperty("iterations").GetInt32();
        Assert.InRange(iterations, 1, 4);
        for (int i = 1; i <= iterations; i++)
            Assert.True(File.Exists(Path.Combine(folder, $"iter-{i:d4}.png")));
        foreach (string file in new[] { "best.png", "collage.png", "summary.txt", "trace.jsonl", "report.json", "report.html" })
            Assert.True(new FileInfo(Path.Combine(folder, file)).Length > 0, file);
        JsonElement best = run.GetProperty("best");
        Assert.True(File.Exists(Path.Combine(folder, best.GetProperty("file").GetString()!)));
        Assert.Equal(iterations, File.ReadAllLines(Path.Combine(folder, "trace.jsonl")).Length);

        RefineResult listed = await RefineProcess.RunAsync(data.Path, "runs", "--json");
        Assert.Equal(run.GetProperty("id").GetString(), listed.Json[0].GetProperty("id").GetString());
        RefineResult shown = await RefineProcess.RunAsync(data.Path, "show", run.GetProperty("id").GetString()!, "--json");
        Assert.Equal(strategy, shown.Json.GetProperty("strategy").GetString());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_fingerprint_and_another_seed_another()
    {
        using var data = new DataFolder();
        string first = await FingerprintAsync(data.Path, "7");
        Assert.Equal(first, await FingerprintAsync(data.Path, "7"));
        Assert.NotEqual(first, await FingerprintAsync(data.Path, "8"));
        Assert.Matches("^[0-9a-f]{64}$", first);
    }

    private static async Task<string> FingerprintAsync(string data, string seed)
    {
        RefineResult run = await RefineProcess.RunAsync(data, "run", "a hot hotdog", "--seed", seed, "--size", "96", "--max-iterations", "3", "--json");
        Assert.True(run.ExitCode == 0, run.ToString());
        return (await RefineProcess.RunAsync(data, "show", run.Json.GetProperty("id").GetString()!, "--fingerprint")).Output.Trim();
    }
}
