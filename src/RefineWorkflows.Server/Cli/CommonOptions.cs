using System.CommandLine;
using RefineWorkflows.Refinement;

namespace RefineWorkflows.Server.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Data = new("--data") { Description = "Folder that holds the database and the runs. Default: setting Data, else ./data.", HelpName = "folder", Recursive = true };

    /// <summary>Whose votes, model and memory a command is about.</summary>
    public static Option<string?> User()
    {
        var user = new Option<string?>("--user") { Description = $"Whose taste it is about. Default: setting User, else {UserName.Default}.", HelpName = "name" };
        user.Validators.Add(result =>
        {
            if (result.GetValue(user) is { } name && !UserName.IsValid(name))
                result.AddError($"The user is '{name}'; allowed: {UserName.Allowed}.");
        });
        return user;
    }

    public static Option<bool> Json() => new("--json") { Description = "Print JSON and nothing else on standard output." };
}
