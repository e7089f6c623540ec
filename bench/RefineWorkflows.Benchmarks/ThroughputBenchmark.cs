using System.Globalization;
using RefineWorkflows.Engine.Hosting;

namespace RefineWorkflows.Benchmarks;

/// <summary>
/// Durable steps per second, as a share of what a loop reaches that writes the same rows and does nothing else. Each
/// round runs the engine on a fresh database and then the loop on another, so that both meet the same disk and neighbours.
/// </summary>
internal sealed class ThroughputBenchmark(Workplace workplace)
{
    private const int Rounds = 9;
    private const int StepsOfOne = 1500;
    private const int Instances = 64;
    private const int StepsOfEach = 60;

    /// <summary>(a) and (c): one instance against one commit per step.</summary>
    public async Task<IReadOnlyList<Figure>> OneAsync(CancellationToken cancellationToken)
    {
        List<Round> rounds = await MeasureAsync(1, StepsOfOne, perTransaction: 1, cancellationToken);
        var ratios = new Sample(rounds.Select(one => one.Bare / one.Engine));
        var bytes = new Sample(rounds.Select(one => one.BytesPerStep));
        return
        [
            Figure.AtLeast("a", "steps/s of one instance / same rows, one commit each", ratios, 0.7, Rates(rounds)),
            new Figure("c", "bytes in the database per step", $"{bytes.Median:0}", "", null, $"{bytes.Spread("0")}; file growth after a checkpoint / {StepsOfOne} steps of one instance"),
        ];
    }

    /// <summary>(b): many instances side by side against group commit.</summary>
    public async Task<IReadOnlyList<Figure>> ManyAsync(CancellationToken cancellationToken)
    {
        List<Round> rounds = await MeasureAsync(Instances, StepsOfEach, perTransaction: 64, cancellationToken);
        var ratios = new Sample(rounds.Select(one => one.Bare / one.Engine));
        return [Figure.AtLeast("b", "steps/s of 64 instances / same rows, 64 steps a commit", ratios, 0.5, Rates(rounds))];
    }

    private static string Rates(List<Round> rounds)
        => string.Create(CultureInfo.InvariantCulture, $"engine {new Sample(rounds.Select(one => one.Steps / one.Engine)).Median:0}/s, bare {new Sample(rounds.Select(one => one.Steps / one.Bare)).Median:0}/s");

    private async Task<List<Round>> MeasureAsync(int instances, int steps, int perTransaction, CancellationToken cancellationToken)
    {
        var rounds = new List<Round>();
        // The first rounds pay for compilation, on both sides.
        for (int round = -2; round < Rounds; round++)
        {
            Round one = await RoundAsync(instances, steps, perTransaction, cancellationToken);
            if (round >= 0)
                rounds.Add(one);
        }

        return rounds;
    }

    private async Task<Round> RoundAsync(int instances, int steps, int perTransaction, CancellationToken cancellationToken)
    {
        string file = workplace.NewFile();
        double engineSeconds;
        IReadOnlyList<WrittenStep> written;
        await PublishAsync(file, steps, cancellationToken);
        long empty = new FileInfo(file).Length;
        await using (MeasuredEngine engine = await MeasuredEngine.OpenAsync(file, new HostOptions { TakesWhatIsReady = false }, cancellationToken))
        {
            engine.Host.Start();
            using var log = new CommitLog(engine.Host);
            engineSeconds = await Clock.MeasureAsync(() => Task.WhenAll(Enumerable.Range(0, instances).Select(_ => engine.RunAsync("loop", cancellationToken))));
            written = log.Read(file);
        }

        // Closing the engine has checkpointed its log into the file.
        double bytes = (new FileInfo(file).Length - empty) / (double)(instances * steps);
        string bareFile = await workplace.NewDatabaseAsync(cancellationToken);
        using var bare = new BareWriter(bareFile, file);
        GC.Collect();
        double bareSeconds = Clock.Measure(() => bare.Write(written, perTransaction));
        return new Round(instances * steps, engineSeconds, bareSeconds, bytes);
    }

    private static async Task PublishAsync(string file, int steps, CancellationToken cancellationToken)
    {
        await using MeasuredEngine engine = await MeasuredEngine.OpenAsync(file, new HostOptions { TakesWhatIsReady = false }, cancellationToken);
        await engine.Catalog.PublishAsync(Drawing.Loop(steps), "benchmark", cancellationToken);
    }

    private sealed record Round(int Steps, double Engine, double Bare, double BytesPerStep);
}
