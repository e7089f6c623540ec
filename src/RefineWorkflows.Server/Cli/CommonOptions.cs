using System.CommandLine;

namespace RefineWorkflows.Server.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Data = new("--data") { Description = "Folder that holds the database and the runs. Default: setting Data, else ./data.", HelpName = "folder", Recursive = true };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON and nothing else on standard output." };
}
