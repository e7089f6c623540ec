using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Runs;
using RefineWorkflows.Server.Tuning;

namespace RefineWorkflows.Server.Cli;

/// <summary>One run in this process, from the moment it goes on until it rests, and what is said about it then.</summary>
internal static class RunSession
{
    /// <param name="workbench">What it runs on.</param>
    /// <param name="id">The run.</param>
    /// <param name="maxIterations">For the estimate; 0 when unknown.</param>
    /// <param name="json">Whether the answer is JSON.</param>
    /// <param name="estimate">What it was expected to take; null when nobody asked.</param>
    /// <param name="go">Makes the instance begin or go on until it rests; it is followed from there. False when another process has it.</param>
    /// <param name="tell">Says what came of it in place of the run's own words, once it is finished; null for those.</param>
    public static async Task<int> WatchAsync(
        Workbench workbench, InstanceId id, int maxIterations, bool json, RunEstimate? estimate, Func<CancellationToken, Task<bool>> go, Action<RunView>? tell = null)
    {
        using var interruption = new Interruption();
        bool ours;
        using (var progress = new RunProgress(workbench.Host, workbench.BackEnds.Progress, id, maxIterations, (await workbench.Runs.FindRowAsync(id.Value, CancellationToken.None))?.Best))
        {
            workbench.Host.Start();
            await using var trainings = new TrainingKeeper(workbench, TimeProvider.System);
            trainings.Start();
            // Registered before the run begins: an interruption at any moment ends it between two steps.
            await using CancellationTokenRegistration stop = interruption.Token.Register(() => _ = workbench.Host.StopAsync());
            ours = await go(CancellationToken.None);
            if (ours)
            {
                do
                    await workbench.Host.FollowAsync(id, CancellationToken.None);
                while (await TrainingWait.EndsAsync(workbench, id, interruption.Token));
            }
        }

        if (!ours)
            throw new CommandFailure(ExitCode.Conflict, $"Run {id} is being run by another process right now. Watch it with: refine show {id}");
        await workbench.Runs.LeaveArtifactsAsync(id.Value, CancellationToken.None);
        RunView? view = await workbench.Runs.FindAsync(id.Value, CancellationToken.None);
        if (view is null)
        {
            // It failed before it had a folder: the incident says why.
            string reason = (await workbench.Client.ReadStateAsync(id, CancellationToken.None)).StatusReason ?? "it was interrupted before it began";
            throw new CommandFailure(interruption.HasHappened ? ExitCode.Interrupted : ExitCode.Failed, $"Run {id} did not start: {reason}");
        }

        if (tell is not null && view.Status == RunStatus.Finished)
            tell(view);
        else if (json)
            JsonOutput.Print(view with { Estimate = estimate });
        else
            Describe(view);
        if (view.Status is RunStatus.Interrupted or RunStatus.Waiting)
        {
            await Console.Error.WriteLineAsync($"Interrupted. Go on with: refine resume {view.Id}");
            return ExitCode.Interrupted;
        }

        return view.Status switch
        {
            RunStatus.Finished => ExitCode.Ok,
            RunStatus.Cancelled or RunStatus.Paused => ExitCode.Conflict,
            _ => ExitCode.Failed,
        };
    }

    private static void Describe(RunView view)
    {
        string best = view.Best is { } one ? $"best #{one.Iteration} with {one.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "no"} points" : "no picture yet";
        Console.WriteLine($"Run {view.Id} {view.Status}{(view.Reason is null ? "" : $" ({view.Reason})")}: {view.Iterations} iterations, {best}.");
        if (view.Budget is { } budget && (budget.Cost > 0 || budget.IsCapped))
            Console.WriteLine($"Spent {budget.InWords()}{(budget.CapsInWords() is { } caps ? $", of at most {caps}" : "")}.");
        Console.WriteLine(view.Folder);
    }
}
