using System.Text.RegularExpressions;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

/// <summary>The README names what there is, and nothing else.</summary>
public sealed partial class ReadmeTruth
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Every_command_and_option_stands_in_the_readme()
    {
        using var data = new DataFolder();
        string[] commands = Commands((await RefineProcess.RunAsync(data.Path, "--help")).Output);
        Assert.True(commands.Length >= 8, string.Join(' ', commands));
        foreach (string command in commands)
        {
            Assert.True(Regex.IsMatch(Readme, $@"\| `{command}[ `]"), $"The README's table does not have the command '{command}'.");
            string help = (await RefineProcess.RunAsync(data.Path, command, "--help")).Output;
            foreach (string option in Option().Matches(help).Select(match => match.Value).Where(one => one is not ("--help" or "--version")))
                Assert.True(Readme.Contains($"`{option}", StringComparison.Ordinal) || Readme.Contains($"{option}`", StringComparison.Ordinal) || Readme.Contains($"{option} ", StringComparison.Ordinal), $"The README does not mention {option} of '{command}'.");
        }
    }

    [Fact]
    public void Every_setting_that_is_read_stands_in_the_readme_and_in_the_settings_file()
    {
        string source = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "RefineWorkflows.Server"), "*Settings*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        string shipped = File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json"));
        string[] settings = [.. Setting().Matches(source).Select(match => match.Groups[1].Value)];
        Assert.True(settings.Length >= 9);
        foreach (string setting in settings)
        {
            string last = setting.Split(':')[^1];
            Assert.True(Readme.Contains($"`{setting}`", StringComparison.Ordinal) || Readme.Contains($"`{last}`", StringComparison.Ordinal), $"The README does not mention the setting {setting}.");
            Assert.Contains($"\"{last}\"", shipped, StringComparison.Ordinal);
        }
    }

    private static string[] Commands(string help)
        => [.. help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0])];

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("reader\\.[A-Z][a-z]+\\(\"([A-Za-z:]+)\"")]
    private static partial Regex Setting();
}
