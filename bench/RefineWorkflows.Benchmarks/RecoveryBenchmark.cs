using System.Collections.Concurrent;
using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Benchmarks;

/// <summary>
/// (g): how long after a kill until everything runs again. The files are copied while a node has all instances in
/// flight, which is what a kill leaves behind: a log that was not checkpointed, and leases of a node that is gone.
/// </summary>
internal sealed class RecoveryBenchmark(Workplace workplace)
{
    private const int Instances = 1000;
    private const int Rounds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        string file = workplace.NewFile();
        var copies = new List<string>();
        await using (MeasuredEngine engine = await MeasuredEngine.OpenAsync(file, new HostOptions { Concurrency = Instances }, cancellationToken))
        {
            Task allInFlight = AllStartAnEffectAsync(engine.Host);
            engine.Host.Start();
            await engine.Catalog.PublishAsync(Drawing.Hang(), "benchmark", cancellationToken);
            for (int i = 0; i < Instances; i++)
                await engine.Client.StartAsync("hang", new Dictionary<string, System.Text.Json.JsonElement>(), null, null, null, cancellationToken);
            await allInFlight.WaitAsync(Patience, cancellationToken);
            for (int round = 0; round < Rounds; round++)
            {
                string copy = workplace.NewFile();
                File.Copy(file, copy);
                File.Copy($"{file}-wal", $"{copy}-wal");
                copies.Add(copy);
            }
        }

        var times = new List<double>();
        foreach (string copy in copies)
            times.Add(await RecoverAsync(copy, cancellationToken));
        var sample = new Sample(times);
        return [new Figure("g", "1,000 instances in flight run again after a kill, in ms", sample.Median.ToString("0", CultureInfo.InvariantCulture), "", null, $"{sample.Spread("0")}; from opening the files to the last instance's new attempt on disk")];
    }

    private static async Task<double> RecoverAsync(string file, CancellationToken cancellationToken)
    {
        MeasuredEngine? engine = null;
        try
        {
            return 1000 * await Clock.MeasureAsync(async () =>
            {
                engine = await MeasuredEngine.OpenAsync(file, new HostOptions { Concurrency = Instances }, cancellationToken);
                Task allRun = AllStartAnEffectAsync(engine.Host);
                engine.Host.Start();
                await allRun.WaitAsync(Patience, cancellationToken);
            });
        }
        finally
        {
            if (engine is not null)
                await engine.DisposeAsync();
        }
    }

    /// <summary>Ends when every instance has put an attempt on disk.</summary>
    private static Task AllStartAnEffectAsync(WorkflowHost host)
    {
        var seen = new ConcurrentDictionary<InstanceId, bool>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Committed += (instance, entries) => Note(instance, entries);
        return all.Task;

        void Note(InstanceId instance, IReadOnlyList<JournalEntry> entries)
        {
            if (entries.Any(one => one is ActivityStarted { Key: not null }) && seen.TryAdd(instance, true) && seen.Count == Instances)
                all.TrySetResult();
        }
    }
}
