using System.CommandLine;
using RefineWorkflows.Refinement;

namespace RefineWorkflows.Server.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Data = new("--data") { Description = "Folder that holds the database and the runs. Default: setting Data, else ./data.", HelpName = "folder", Recursive = true };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON and nothing else on standard output." };

    /// <summary>Whose votes, models and memory a command is about.</summary>
    public static Option<string?> User() => User(alsoShared: false);

    /// <summary>The same where everybody's model may be meant, too.</summary>
    public static Option<string?> UserOrShared() => User(alsoShared: true);

    private static Option<string?> User(bool alsoShared)
    {
        var user = new Option<string?>("--user") { Description = "Whose votes, models and memory it is about. Default: setting User, else owner.", HelpName = "name" };
        user.Validators.Add(result =>
        {
            if (result.GetValue(user) is { } name && (!UserName.IsValid(name) || (name == UserName.Shared && !alsoShared)))
                result.AddError($"The user is '{name}'; allowed: {UserName.Allowed}, and not '{UserName.Shared}'.");
        });
        return user;
    }
}
