using System.CommandLine;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine resume</c>: goes on where a run was interrupted.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "The run; the newest that is not over when left out.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("resume", "Go on with a run that was interrupted, paused or failed. What has completed is not repeated.") { id, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            // A process that was killed leaves its lease behind; it is provably gone, so nobody has to wait for it.
            await workbench.Store.EndLeasesOfDeadNodesAsync(cancellationToken);
            RunView view = await ChooseAsync(workbench.Runs, parsed.GetValue(id), cancellationToken);
            var instance = new InstanceId(view.Id);
            switch (view.Status)
            {
                case RunStatus.Finished or RunStatus.Cancelled:
                    throw new CommandFailure(ExitCode.Conflict, $"Run {view.Id} is {view.Status}; there is nothing to go on with.");
                case RunStatus.Paused:
                    await workbench.Client.ResumeAsync(instance, cancellationToken);
                    break;
                case RunStatus.Failed:
                    await workbench.Client.RetryAsync(instance, null, null, cancellationToken);
                    break;
            }

            if (!parsed.GetValue(json))
                await Console.Error.WriteLineAsync($"resuming {view.Id}: \"{view.Prompt}\" after iteration {view.Iterations}");
            RunRow row = (await workbench.Runs.FindRowAsync(view.Id, cancellationToken))!;
            return await RunSession.WatchAsync(workbench, instance, row.Settings.MaxIterations, parsed.GetValue(json), null, token => workbench.Host.ContinueAsync(instance, token), row.Workflow == CalibrateCommand.Definition ? over => CalibrationPrinter.Tell(over, parsed.GetValue(json)) : null);
        }, cancellationToken));
        return command;
    }

    private static async Task<RunView> ChooseAsync(RunCatalog runs, string? id, CancellationToken cancellationToken)
    {
        if (id is not null)
            return await runs.FindAsync(id, cancellationToken) ?? throw new CommandFailure(ExitCode.NotFound, $"There is no run '{id}'. List them with: refine runs");
        RunView[] open = [.. (await runs.ListAsync(1000, cancellationToken)).Where(one => one.Status is RunStatus.Interrupted or RunStatus.Waiting or RunStatus.Paused or RunStatus.Pending)];
        if (open.Length == 0)
            throw new CommandFailure(ExitCode.NotFound, "No run waits to be resumed. List them with: refine runs");
        foreach (RunView other in open.Skip(1))
            await Console.Error.WriteLineAsync($"also waiting: {other.Id} \"{other.Prompt}\"");
        return open[0];
    }
}
