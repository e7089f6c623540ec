using RefineWorkflows.Engine.Hosting;

namespace RefineWorkflows.Benchmarks;

/// <summary>(e): how long one short instance takes on an idle engine, from the request until it has finished.</summary>
internal sealed class LatencyBenchmark(Workplace workplace)
{
    private const int Steps = 10;
    private const int Rounds = 300;
    private const int WarmUp = 200;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenStep> template = await TemplateAsync(cancellationToken);
        string file = workplace.NewFile();
        await using MeasuredEngine engine = await MeasuredEngine.OpenAsync(file, new HostOptions { TakesWhatIsReady = false }, cancellationToken);
        engine.Host.Start();
        await engine.Catalog.PublishAsync(Drawing.Row(Steps), "benchmark", cancellationToken);
        using var bare = new BareWriter(await workplace.NewDatabaseAsync(cancellationToken), file);
        var engineTimes = new List<double>();
        var bareTimes = new List<double>();
        for (int round = -WarmUp; round < Rounds; round++)
        {
            double engineTime = await Clock.MeasureAsync(() => engine.RunAsync("row", cancellationToken));
            // Other keys for each round: the same rows, as of another instance.
            List<WrittenStep> rows = [.. template.Select(one => one with { Instance = round + WarmUp + 1 })];
            double bareTime = Clock.Measure(() => bare.Write(rows, 1));
            if (round < 0)
                continue;
            engineTimes.Add(engineTime);
            bareTimes.Add(bareTime);
        }

        double median = new Sample(engineTimes).Median;
        double bareMedian = new Sample(bareTimes).Median;
        var ratios = new Sample(engineTimes.Zip(bareTimes, (e, b) => e / b));
        return [Figure.AtMost("e", "latency of an idle ten-step instance / ten bare commits", ratios, 2, $"medians {median * 1000:0.00} ms and {bareMedian * 1000:0.00} ms; p90 {ratios.Quantile(0.9):0.00}")];
    }

    /// <summary>The rows of one such instance, ten commits of them.</summary>
    private async Task<IReadOnlyList<WrittenStep>> TemplateAsync(CancellationToken cancellationToken)
    {
        string file = workplace.NewFile();
        await using MeasuredEngine engine = await MeasuredEngine.OpenAsync(file, new HostOptions { TakesWhatIsReady = false }, cancellationToken);
        engine.Host.Start();
        await engine.Catalog.PublishAsync(Drawing.Row(Steps), "benchmark", cancellationToken);
        using var log = new CommitLog(engine.Host);
        await engine.RunAsync("row", cancellationToken);
        return [.. log.Read(file).Take(Steps)];
    }
}
