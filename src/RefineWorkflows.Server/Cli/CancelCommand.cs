using System.CommandLine;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine cancel</c>: ends a run for good, wherever it is running.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The run." };
        var command = new Command("cancel", "End a run for good. What exists so far keeps its collage and report.") { id };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            await workbench.Store.EndLeasesOfDeadNodesAsync(cancellationToken);
            RunView view = await workbench.Runs.FindAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"There is no run '{parsed.GetValue(id)}'. List them with: refine runs");
            if (view.Status is RunStatus.Finished or RunStatus.Cancelled)
                throw new CommandFailure(ExitCode.Conflict, $"Run {view.Id} is {view.Status} already.");
            var instance = new InstanceId(view.Id);
            await workbench.Client.CancelAsync(instance, cancellationToken);
            // Where nobody is running it, nobody would take the command in: this process does.
            workbench.Host.Start();
            if (await workbench.Host.ContinueAsync(instance, cancellationToken))
            {
                await workbench.Runs.LeaveArtifactsAsync(view.Id, cancellationToken);
                Console.WriteLine($"Run {view.Id} is cancelled.");
            }
            else
            {
                Console.WriteLine($"Run {view.Id} will be cancelled by the process that is running it.");
            }

            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }
}
