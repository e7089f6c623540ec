using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine show</c>: one run in detail.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The run, or an unambiguous beginning or end of its id." };
        Option<bool> json = CommonOptions.Json();
        var fingerprint = new Option<bool>("--fingerprint") { Description = "Print only a SHA-256 over everything that must not depend on time or interruption." };
        var command = new Command("show", "Show one run.") { id, json, fingerprint };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
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

    private static void Print(RunView view, RunRow row, IReadOnlyList<IterationRecord> iterations)
    {
        Console.WriteLine($"run       {view.Id}");
        Console.WriteLine($"status    {view.Status}{(view.Reason is null ? "" : $" ({view.Reason})")}");
        Console.WriteLine($"prompt    {view.Prompt}");
        Console.WriteLine($"goal      {view.Goal}");
        Console.WriteLine($"workflow  {view.Workflow}, {view.Strategy}, seed {view.Seed}, {row.Width}x{row.Height}");
        Console.WriteLine($"folder    {view.Folder}");
        foreach (IterationRecord one in iterations)
        {
            string score = one.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
            Console.WriteLine($"  {one.Iteration,3}  {score,4}  {one.Status,-28}  {one.Prompt}");
        }

        if (view.Status is RunStatus.Interrupted or RunStatus.Paused or RunStatus.Failed)
            Console.WriteLine($"Go on with: refine resume {view.Id}");
    }
}
