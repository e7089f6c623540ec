using System.Text.Json;
using System.Xml.Linq;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

/// <summary>Suites of prompts and settings, as somebody runs them overnight or on a build server.</summary>
public sealed class Suites
{
    private const string Kitchen = """
        name: kitchen
        prompts: [a red mug, two blue cats at night]
        settings: { strategy: [climbing, greedy], max_iterations: 2, size: 96, seed: 4 }
        """;

    [Fact]
    public async Task Killed_in_the_middle_and_begun_again_a_suite_makes_nothing_twice_and_comes_to_the_same_results()
    {
        using var quiet = new DataFolder();
        using var data = new DataFolder();
        string suite = await WriteAsync(data, Kitchen);
        RefineResult undisturbed = await RefineProcess.RunAsync(quiet.Path, "eval", suite, "--json");
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());

        using (RefineProcess killed = RefineProcess.Start(data.Path, "eval", suite))
        {
            await killed.SaysAsync("[2/4]");
            killed.Kill();
            await killed.EndAsync();
        }

        RefineResult again = await RefineProcess.RunAsync(data.Path, "eval", suite, "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Grades(undisturbed), Grades(again));
        Assert.True(again.Json.GetProperty("cases")[0].GetProperty("fromCache").GetBoolean());
        Assert.Equal(4, (await RefineProcess.RunAsync(data.Path, "runs", "--json")).Json.GetArrayLength());
        string folder = Path.Combine(data.Path, "evals", "kitchen");
        Assert.Equal(4, XDocument.Load(Path.Combine(folder, "junit.xml")).Descendants("testcase").Count());
        Assert.Equal(4, (await File.ReadAllTextAsync(Path.Combine(folder, "grid.html"))).Split("src=\"data:image/jpeg;base64,").Length - 1);
    }

    [Fact]
    public async Task A_grade_below_the_one_that_was_asked_for_is_exit_code_8_and_a_regression_is_told()
    {
        using var data = new DataFolder();
        string suite = await WriteAsync(data, "prompts: [a red mug]\nsettings: { max_iterations: 1, size: 96, seed: 4 }\n");
        RefineResult first = await RefineProcess.RunAsync(data.Path, "eval", suite, "--min-grade", "F", "--out", Path.Combine(data.Path, "out"));
        Assert.True(first.ExitCode == 0, first.ToString());
        string results = Path.Combine(data.Path, "out", "results.json");
        double score = (await ReadAsync(results)).GetProperty("cases")[0].GetProperty("grade").GetProperty("score").GetDouble();

        // Somebody's earlier results, in which the same case was better.
        string before = Path.Combine(data.Path, "before.json");
        await File.WriteAllTextAsync(before, (await File.ReadAllTextAsync(results)).Replace($"\"score\": {score:R}", $"\"score\": {Math.Min(1, score + 0.1):R}", StringComparison.Ordinal));
        RefineResult below = await RefineProcess.RunAsync(data.Path, "eval", suite, "--min-grade", "A", "--baseline", before);
        Assert.True(below.ExitCode == (score >= 0.9 ? 0 : 8), below.ToString());
        Assert.Contains("1 regressions", below.Output, StringComparison.Ordinal);
        Assert.Equal(8, (await RefineProcess.RunAsync(data.Path, "eval", "--compare", before, results)).ExitCode);
    }

    [Theory]
    [InlineData("prompts: [a cat]\nsettings: { stratgy: greedy }\n", 1, "suite.yaml:2: the definition refine-loop takes no 'stratgy'")]
    [InlineData("prompts: [a cat\n", 1, "suite.yaml:")]
    [InlineData("prompts: [a cat]\nworkflow: no-such-loop\n", 3, "no-such-loop")]
    public async Task A_suite_that_cannot_be_run_says_where_and_why_before_anything_is_painted(string yaml, int exitCode, string told)
    {
        using var data = new DataFolder();
        RefineResult result = await RefineProcess.RunAsync(data.Path, "eval", await WriteAsync(data, yaml));
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(told, result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await RefineProcess.RunAsync(data.Path, "runs", "--json")).Json.GetArrayLength());
    }

    private static string[] Grades(RefineResult result)
        => [.. result.Json.GetProperty("cases").EnumerateArray().Select(one => $"{one.GetProperty("id")} {one.GetProperty("pictureSha256")} {one.GetProperty("grade").GetProperty("score")}")];

    private static async Task<string> WriteAsync(DataFolder data, string yaml)
    {
        string file = Path.Combine(data.Path, "suite.yaml");
        await File.WriteAllTextAsync(file, yaml);
        return file;
    }

    private static async Task<JsonElement> ReadAsync(string file)
    {
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return json.RootElement.Clone();
    }
}
