using System.CommandLine;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine pictures</c>: brings pictures that runs can name.</summary>
internal static class PicturesCommand
{
    public static Command Create() => new("pictures", "Bring pictures for runs to name, as references for example.") { Add(), List() };

    private static Command Add()
    {
        var files = new Argument<string[]>("files") { Description = "Pictures: PNG, JPEG, WebP or GIF.", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("add", "Put pictures on the shelf, and print the names that runs know them by.") { files, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string[] given = parsed.GetValue(files)!;
            if (given.FirstOrDefault(file => !File.Exists(file)) is { } missing)
                throw new CommandFailure(ExitCode.NotFound, $"There is no file {missing}.");
            List<ShelvedPicture> added = [];
            foreach (string file in given)
                added.Add(await workbench.Artifacts.Pictures.AddAsync(await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken));
            Print(added, parsed.GetValue(json));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the pictures on the shelf.") { json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, workbench =>
        {
            Print(workbench.Artifacts.Pictures.List(), parsed.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        }, cancellationToken));
        return command;
    }

    private static void Print(IReadOnlyList<ShelvedPicture> pictures, bool json)
    {
        if (json)
        {
            JsonOutput.Print(pictures);
            return;
        }

        foreach (ShelvedPicture picture in pictures)
            Console.WriteLine($"{picture.Name}  {picture.Width}x{picture.Height}");
    }
}
