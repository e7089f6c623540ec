using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.EndToEnd.Shared;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.EndToEnd;

/// <summary>The README's example for each kind of model server, typed as it stands there, against a protocol server of the kind.</summary>
public sealed partial class ReadmeExamples
{
    /// <summary>Which protocol server stands for a kind, and the model that it has there.</summary>
    private static readonly Dictionary<string, (string Server, string? Model)> StandIns = new()
    {
        ["comfyui"] = ("comfyui", null),
        ["webui"] = ("webui", null),
        ["openai-images"] = ("openai", "dev-painter"),
        ["gemini-images"] = ("gemini", "dev-painter"),
        ["openai-chat"] = ("openai", "dev-vision"),
        ["gemini-chat"] = ("gemini", "dev-vision"),
        ["ollama"] = ("ollama", "dev-vision"),
        ["llama-server"] = ("llama-server", null),
    };

    public static TheoryData<string> Examples => [.. Blocks().Select(block => AddLine().Match(block).Groups["name"].Value)];

    [Fact]
    public void Every_kind_has_one() => Assert.Empty(StandIns.Keys.Except(Blocks().Select(block => AddLine().Match(block).Groups["kind"].Value)));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task It_works_as_it_is_written(string name)
    {
        string block = Blocks().Single(one => AddLine().Match(one).Groups["name"].Value == name);
        (string server, string? model) = StandIns[AddLine().Match(block).Groups["kind"].Value];
        using var data = new DataFolder();
        bool isOurs = server == "llama-server";
        await using WebApplication? app = isOurs ? null : DevServers.All[server]("http://127.0.0.1:0");
        await (app?.StartAsync() ?? Task.CompletedTask);
        if (isOurs)
            LlamaProgram.Install(data.Path, GgufFile().Matches(block).Select(file => file.Value));
        var environment = ExportLine().Matches(block).ToDictionary(match => match.Groups["variable"].Value, match => match.Groups["value"].Value);

        foreach (Match line in CommandLine().Matches(block))
        {
            List<string> arguments = [.. Word().Matches(line.Groups["rest"].Value).Select(word => word.Value.Trim('"'))];
            if (arguments[0] == "backends")
            {
                // Only where it is and what it has differ from the real one.
                if (app is null)
                    Set(arguments, "--program", Path.Combine(data.Path, server));
                else
                    Set(arguments, "--address", DevServers.AddressOf(app).ToString().TrimEnd('/') + DevServers.PathOf(server));
                if (model is not null)
                    Set(arguments, "--model", model);
            }
            else
            {
                Set(arguments, "--size", "96");
                Set(arguments, "--max-iterations", "3");
                Set(arguments, "--seed", "7");
                if (arguments.Contains("--frames"))
                    Set(arguments, "--frames", "5");
                arguments.Add("--json");
            }

            using RefineProcess process = RefineProcess.StartProgram("refine.dll", [.. arguments, "--data", Path.Combine(data.Path, "data")], environment, data.Path);
            RefineResult result = await process.EndAsync();
            Assert.True(result.ExitCode == 0, $"{line.Value}\n{result}");
            if (arguments[0] == "run")
                AssertNamesDidTheWork(arguments, result);
        }
    }

    private static void AssertNamesDidTheWork(List<string> arguments, RefineResult run)
    {
        string folder = run.Json.GetProperty("folder").GetString()!;
        JsonElement models = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "report.json"))).RootElement.GetProperty("models");
        foreach (string role in new[] { "generator", "judge", "proposer" })
        {
            if (arguments.IndexOf($"--{role}") is >= 0 and int place)
                Assert.Equal(arguments[place + 1], models.GetProperty(role).GetString());
        }

        Assert.True(run.Json.GetProperty("iterations").GetInt32() == 3 || run.Json.GetProperty("reason").GetString() == "done", run.ToString());
        // What a model says is understood: it leads to a better picture.
        if (arguments.Contains("--judge"))
            Assert.True(run.Json.GetProperty("best").GetProperty("iteration").GetInt32() > 1, run.ToString());
    }

    private static void Set(List<string> arguments, string option, string value)
    {
        int place = arguments.IndexOf(option);
        if (place >= 0)
            arguments[place + 1] = value;
        else
            arguments.AddRange([option, value]);
    }

    private static List<string> Blocks()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string section = Section().Match(readme).Value;
        List<string> blocks = [.. Fence().Matches(section).Select(match => match.Groups["code"].Value)];
        Assert.True(blocks.Count >= StandIns.Count, section);
        return blocks;
    }

    [GeneratedRegex(@"### One example for each\n.*?(?=\n### )", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("```sh\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\./refine backends add (?<name>\S+) (?<kind>\S+)")]
    private static partial Regex AddLine();

    [GeneratedRegex(@"^export (?<variable>\w+)=(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex ExportLine();

    [GeneratedRegex(@"^\./refine (?<rest>[^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"\S+\.gguf")]
    private static partial Regex GgufFile();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
