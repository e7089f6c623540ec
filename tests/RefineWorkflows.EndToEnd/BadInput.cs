using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

public sealed class BadInput
{
    [Theory]
    [InlineData("prompt", "run", "")]
    [InlineData("prompt", "run", "   ")]
    [InlineData("--size", "run", "a cat", "--size", "0")]
    [InlineData("--size", "run", "a cat", "--size", "100000")]
    [InlineData("--size", "run", "a cat", "--size", "big")]
    [InlineData("--strategy", "run", "a cat", "--strategy", "guessing")]
    [InlineData("--patience", "run", "a cat", "--patience", "-1")]
    [InlineData("--max-iterations", "run", "a cat", "--max-iterations", "-1")]
    [InlineData("--max-iterations", "run", "a cat", "--max-iterations", "many")]
    [InlineData("--cooling-rate", "run", "a cat", "--cooling-rate", "1.5")]
    [InlineData("--initial-strength", "run", "a cat", "--workflow", "img2img-loop", "--initial-strength", "2")]
    [InlineData("--seed", "run", "a cat", "--seed", "-3")]
    [InlineData("--status", "runs", "--status", "lost")]
    [InlineData("paint", "paint")]
    public async Task Wrong_usage_names_the_option_and_exits_with_2(string named, params string[] arguments)
    {
        using var data = new DataFolder();
        RefineResult result = await RefineProcess.RunAsync(data.Path, arguments);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(named, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(Path.Combine(data.Path, "refine.db")));
    }

    [Theory]
    [InlineData("show", "nobody")]
    [InlineData("resume", "nobody")]
    [InlineData("cancel", "nobody")]
    [InlineData("definitions", "export", "nobody")]
    [InlineData("definitions", "validate", "/nowhere/nobody.json")]
    [InlineData("run", "a cat", "--workflow", "nobody")]
    public async Task What_does_not_exist_exits_with_3(params string[] arguments)
    {
        using var data = new DataFolder();
        RefineResult result = await RefineProcess.RunAsync(data.Path, arguments);
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("nobody", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_definition_is_refused_by_file_path_and_name_and_nothing_is_stored()
    {
        using var data = new DataFolder();
        string good = Path.Combine(data.Path, "good.json");
        string bad = Path.Combine(data.Path, "bad.json");
        await File.WriteAllTextAsync(good, """{ "definitionId": "good", "root": { "type": "Elsa.WriteLine", "id": "a" } }""");
        await File.WriteAllTextAsync(bad, """{ "definitionId": "bad", "root": { "type": "Elsa.Sequence", "id": "main", "activities": [ { "type": "Elsa.WritLine", "id": "a" } ] } }""");
        RefineResult refused = await RefineProcess.RunAsync(data.Path, "definitions", "import", good, bad);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("bad.json", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("$.root.activities[0].type", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Elsa.WriteLine", refused.Errors, StringComparison.Ordinal);
        RefineResult listed = await RefineProcess.RunAsync(data.Path, "definitions", "list", "--json");
        Assert.DoesNotContain("\"good\"", listed.Output, StringComparison.Ordinal);
    }
}
