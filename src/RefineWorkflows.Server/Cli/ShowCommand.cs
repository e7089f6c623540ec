using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine show</c>: one run in detail.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The run, or an unambiguous beginning or end of its id; or the file of a picture." };
        Option<bool> json = CommonOptions.Json();
        var fingerprint = new Option<bool>("--fingerprint") { Description = "Print only a SHA-256 over everything that must not depend on time or interruption." };
        var command = new Command("show", "Show one run, or what a picture says of how it was made.") { id, json, fingerprint };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            if (File.Exists(parsed.GetValue(id)))
                return await ShowPictureAsync(parsed.GetValue(id)!, parsed.GetValue(json), cancellationToken);
            RunRow row = await workbench.Runs.FindRowAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"There is no run '{parsed.GetValue(id)}'. List them with: refine runs");
            if (parsed.GetValue(fingerprint))
            {
                Console.WriteLine(await workbench.Runs.FingerprintAsync(row, cancellationToken));
                return ExitCode.Ok;
            }

            RunView view = (await workbench.Runs.FindAsync(row.Id, cancellationToken))!;
            if (parsed.GetValue(json))
            {
                JsonOutput.Print(view);
                return ExitCode.Ok;
            }

            Print(view, row, await workbench.Runs.IterationsAsync(row.Id, cancellationToken));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> ShowPictureAsync(string file, bool json, CancellationToken cancellationToken)
    {
        byte[] picture = await File.ReadAllBytesAsync(file, cancellationToken);
        if (PictureMetadata.Read(picture) is not { } recipe)
            throw new CommandFailure(ExitCode.Failed, $"{file} holds no recipe: this tool did not make it, or another program has saved it since.");
        if (json)
        {
            JsonOutput.Print(recipe);
            return ExitCode.Ok;
        }

        Console.WriteLine($"picture   iteration {recipe.Iteration} of {recipe.Run.Workflow}, {StrategyKinds.NameOf(recipe.Run.Settings.Strategy)}");
        Console.WriteLine($"goal      {recipe.Run.Goal}");
        Console.WriteLine($"prompt    {recipe.SentPrompt}");
        if (recipe.NegativePrompt is { } negative)
            Console.WriteLine($"negative  {negative}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"made by   {recipe.Generator}, seed {recipe.Seed}, {recipe.Width}x{recipe.Height}{(recipe.Strength is { } strength ? $", strength {strength:0.####}" : "")}"));
        if (recipe.Reference is { } reference)
            Console.WriteLine($"from      {reference.File}");
        if (recipe.Clip is { } clip)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"clip      {clip.File}, {clip.Frames} frames{(clip.FramesPerSecond > 0 ? $" at {clip.FramesPerSecond:0.###} a second" : "")}; the picture is a sheet of some of them"));
        if (recipe.Parent is { } parent)
            Console.WriteLine($"parent    {parent.File}, {Score(parent.Score)}");
        if (recipe.Best is { } best && best != recipe.Parent)
            Console.WriteLine($"best then {best.File}, {Score(best.Score)}");
        Console.WriteLine($"Make it again with: refine reproduce {file}");
        return ExitCode.Ok;
    }

    private static string Score(double? score) => score is { } points ? string.Create(CultureInfo.InvariantCulture, $"{points:0.0} points") : "no score";

    private static void Print(RunView view, RunRow row, IReadOnlyList<IterationRecord> iterations)
    {
        Console.WriteLine($"run       {view.Id}");
        Console.WriteLine($"status    {view.Status}{(view.Reason is null ? "" : $" ({view.Reason})")}");
        Console.WriteLine($"prompt    {view.Prompt}");
        Console.WriteLine($"goal      {view.Goal}");
        Console.WriteLine($"workflow  {view.Workflow}, {view.Strategy}, seed {view.Seed}, {row.Width}x{row.Height}");
        Console.WriteLine($"folder    {view.Folder}");
        if (view.Best?.Clip is { } clip)
            Console.WriteLine($"best clip {clip}");
        if (view.Budget is { Calls: > 0 } budget)
            Console.WriteLine($"spent     {budget.InWords()}{(budget.CapsInWords() is { } caps ? $"; at most {caps}" : "")}");
        foreach (IterationRecord one in iterations)
        {
            string score = one.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
            Console.WriteLine($"  {one.Iteration,3}  {score,4}  {one.Status,-28}  {one.Prompt}");
        }

        if (view.Status is RunStatus.Interrupted or RunStatus.Waiting or RunStatus.Paused or RunStatus.Failed)
            Console.WriteLine($"Go on with: refine resume {view.Id}");
    }
}
