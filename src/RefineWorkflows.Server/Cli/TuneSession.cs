using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Tuning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Cli;

/// <summary>A cycle of the sleeptime tuner in this process: the drawing runs, and what it does is told.</summary>
internal static class TuneSession
{
    /// <summary>The drawing that runs.</summary>
    public const string Definition = "sleeptime-tuner";

    /// <param name="workbench">What it runs on.</param>
    /// <param name="input">The drawing's inputs.</param>
    /// <param name="waits">Whether it is followed; else a server, or the next command, does it.</param>
    /// <param name="json">Whether the answer is JSON.</param>
    /// <param name="cancellationToken">Gives up before it begins.</param>
    public static async Task<int> RunAsync(Workbench workbench, IReadOnlyDictionary<string, JsonElement> input, bool waits, bool json, CancellationToken cancellationToken)
    {
        await workbench.Definitions.EnsureAsync(Definition, cancellationToken);
        // A process that was killed leaves its lease behind; it is provably gone, so nobody has to wait for it.
        await workbench.Store.EndLeasesOfDeadNodesAsync(cancellationToken);
        InstanceId cycle = await BeginAsync(workbench, input, cancellationToken);
        if (!waits)
        {
            if (json)
                JsonOutput.Print(new { id = cycle.Value });
            else
                Console.WriteLine($"Asked for; the cycle is {cycle}. A server does it, or: refine tune");
            return ExitCode.Ok;
        }

        bool interrupted = await FollowAsync(workbench, cycle);
        InstanceState state = await workbench.Client.ReadStateAsync(cycle, CancellationToken.None);
        if (state.Status != InstanceStatus.Finished)
        {
            Training? open = await TrainingOfAsync(workbench, cycle);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Interrupted{(open?.Figures is { } figures ? $" at step {figures.Step}" : "")}. Go on with: refine tune"));
            return interrupted ? ExitCode.Interrupted : ExitCode.Failed;
        }

        if (state.SubStatus != InstanceSubStatus.Finished)
            throw new CommandFailure(state.SubStatus == InstanceSubStatus.Cancelled ? ExitCode.Conflict : ExitCode.Failed, $"The cycle {cycle} ended as {state.SubStatus.ToString().ToLowerInvariant()}: {state.StatusReason}");
        return await TellAsync(workbench, cycle, state, json);
    }

    /// <summary>The cycle that is under way, or a new one.</summary>
    private static async Task<InstanceId> BeginAsync(Workbench workbench, IReadOnlyDictionary<string, JsonElement> input, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await workbench.Store.ListAsync(new InstanceQuery { DefinitionId = Definition, Status = InstanceStatus.Running, Limit = 1 }, cancellationToken) is [var open, ..])
            {
                await Console.Error.WriteLineAsync($"going on with the cycle {open.Id} of {open.CreatedAt.ToString("u", CultureInfo.InvariantCulture)}");
                return open.Id;
            }

            try
            {
                return await workbench.Client.StartAsync(new StartRequest { DefinitionId = Definition, Input = input, Id = WorkflowClient.NewId() }, cancellationToken);
            }
            catch (ActivationRefusedException)
            {
                // Somebody began one between the two looks: that one, then.
            }
        }
    }

    /// <returns>Whether somebody interrupted it.</returns>
    private static async Task<bool> FollowAsync(Workbench workbench, InstanceId cycle)
    {
        using var interruption = new Interruption();
        using var progress = new TrainingProgressLine(cycle.Value);
        workbench.Tuner.Runner.Progressed += progress.Show;
        workbench.Host.Start();
        await using (var trainings = new TrainingKeeper(workbench, TimeProvider.System))
        {
            trainings.Start();
            await using CancellationTokenRegistration stop = interruption.Token.Register(() => _ = workbench.Host.StopAsync());
            do
                await workbench.Host.FollowAsync(cycle, CancellationToken.None);
            while (await TrainingWait.EndsAsync(workbench, cycle, interruption.Token));
        }

        workbench.Tuner.Runner.Progressed -= progress.Show;
        return interruption.HasHappened;
    }

    private static async Task<int> TellAsync(Workbench workbench, InstanceId cycle, InstanceState state, bool json)
    {
        TunerReport? report = state.Output.TryGetValue("Report", out JsonElement told) && told.ValueKind == JsonValueKind.Object ? told.Deserialize<TunerReport>() : null;
        Training? training = await TrainingOfAsync(workbench, cycle);
        if (json)
        {
            JsonOutput.Print(new { cycle = cycle.Value, report, training });
        }
        else if (report is null)
        {
            Console.WriteLine("Nobody has voted yet. Vote with: refine vote");
        }
        else
        {
            string learned = training?.Version is null ? "Nothing was learned" : string.Create(CultureInfo.InvariantCulture, $"Learned from {report.PairsUsed} pairs in {report.TrainingStep} steps{(report.HoldoutAccuracy is { } share ? $", held-out votes foreseen: {share:p0}" : "")}");
            string serves = report.AdapterVersion is { } version ? $"version {version} serves" : "no version serves yet";
            Console.WriteLine($"{learned}; {serves}{(report.SkippedReason is { } because ? $": {because}" : "")}");
            foreach (string pattern in report.NewPatterns)
                Console.WriteLine($"New: {pattern}");
        }

        return training is null ? ExitCode.Ok : TrainingPrinter.ExitCodeOf(training);
    }

    private static async Task<Training?> TrainingOfAsync(Workbench workbench, InstanceId cycle)
        => (await workbench.Tuner.Desk.ListAsync(null, CancellationToken.None)).FirstOrDefault(one => one.Instance == cycle.Value);
}
