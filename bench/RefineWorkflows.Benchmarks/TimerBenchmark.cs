using System.Collections.Concurrent;
using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Benchmarks;

/// <summary>(f): how late instances go on that wait for a moment, when ten thousand of those moments lie in ten seconds.</summary>
internal sealed class TimerBenchmark(Workplace workplace)
{
    private const int Timers = 10_000;
    private const int Calibration = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<InstanceId, DateTimeOffset> due = new();
    private readonly ConcurrentQueue<(double Entry, double OnDisk)> lateness = new();
    private readonly TaskCompletionSource allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int done;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using MeasuredEngine engine = await MeasuredEngine.OpenAsync(workplace.NewFile(), new HostOptions(), cancellationToken);
        engine.Host.Start();
        await engine.Catalog.PublishAsync(Drawing.Wait(), "benchmark", cancellationToken);
        // The first thousand wait for an hour: they tell how fast instances are made here, and stay in the way.
        double making = await Clock.MeasureAsync(() => StartAsync(engine, Calibration, _ => TimeSpan.FromHours(1), cancellationToken));
        TimeSpan lead = TimeSpan.FromSeconds((making / Calibration * Timers * 1.5) + 2);
        DateTimeOffset first = TimeProvider.System.GetUtcNow() + lead;
        engine.Host.Committed += Note;
        await StartAsync(engine, Timers, index => first + (Window * index / Timers) - TimeProvider.System.GetUtcNow(), cancellationToken);
        bool inTime = TimeProvider.System.GetUtcNow() < first;
        await allDone.Task.WaitAsync(lead + Window + TimeSpan.FromMinutes(1), cancellationToken);
        engine.Host.Committed -= Note;

        var entry = new Sample(lateness.Select(one => one.Entry));
        var onDisk = new Sample(lateness.Select(one => one.OnDisk));
        return
        [
            new Figure(
                "f",
                "lateness of 10,000 delays within 10 s, p99 in ms",
                entry.Quantile(0.99).ToString("0.0", CultureInfo.InvariantCulture),
                "<= 10",
                entry.Quantile(0.99) <= 10 && inTime,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{entry.Spread("0.0")}; median {entry.Median:0.0} ms; on disk: median {onDisk.Median:0.0}, p99 {onDisk.Quantile(0.99):0.0} ms; {Calibration} more that are not due{(inTime ? "" : "; NOT all were waiting when the first was due")}")),
        ];
    }

    private static async Task StartAsync(MeasuredEngine engine, int count, Func<int, TimeSpan> wait, CancellationToken cancellationToken)
        => await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken }, async (index, token) =>
            await engine.RunAsync("wait", token, wait(index).ToString("c", CultureInfo.InvariantCulture)));

    private void Note(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach (JournalEntry entry in entries)
        {
            if (entry is BookmarkCreated { DueAt: { } at })
                due[instance] = at;
        }

        if (entries.OfType<ActivityCompleted>().FirstOrDefault() is not { } completed || !due.TryGetValue(instance, out DateTimeOffset dueAt))
            return;
        lateness.Enqueue(((completed.At - dueAt).TotalMilliseconds, (now - dueAt).TotalMilliseconds));
        if (Interlocked.Increment(ref done) == Timers)
            allDone.SetResult();
    }
}
