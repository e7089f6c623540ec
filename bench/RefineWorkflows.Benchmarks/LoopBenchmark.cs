using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;

namespace RefineWorkflows.Benchmarks;

/// <summary>(d) What a loop costs per iteration outside painter, judge and proposer: engine, commits, picture and trace files.</summary>
internal sealed class LoopBenchmark(Workplace workplace)
{
    private const int Runs = 7;
    private const int Iterations = 10;
    private const double LimitMilliseconds = 5;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        string file = workplace.NewFile();
        var asked = new TimedBackEnds();
        await using SqliteStore store = await SqliteStore.OpenAsync(file, TimeProvider.System, cancellationToken);
        await using var scripts = new JavaScriptWorkerPool(new JavaScriptOptions());
        var records = new RunRecords(store);
        var artifacts = new RunArtifacts($"{file}.runs", new ImageCodec(ImageLimits.Default));
        ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null).AddRefinement(new BackEnds([asked], [asked], [asked], [new EmbeddedAgent()]), artifacts, records, TimeProvider.System);
        var catalog = new DefinitionCatalog(store, registry, scripts, TimeProvider.System);
        var client = new WorkflowClient(store, store, TimeProvider.System);
        await using var host = new WorkflowHost(store, store, catalog, client, scripts, TimeProvider.System, new HostOptions { TakesWhatIsReady = false }, NullLogger<WorkflowHost>.Instance);
        host.Start();
        string definition = Path.Combine(AppContext.BaseDirectory, "workflow-definitions", "refine-loop.json");
        await catalog.PublishAsync(await File.ReadAllTextAsync(definition, cancellationToken), definition, cancellationToken);

        var perIteration = new List<double>();
        for (int run = 0; run <= Runs; run++)
        {
            asked.Reset();
            long start = Stopwatch.GetTimestamp();
            await host.RunAsync("refine-loop", Input(run), new InstanceId($"bench-{run}"), null, cancellationToken);
            double outside = Stopwatch.GetElapsedTime(start).TotalMilliseconds - asked.Milliseconds - await FinishingAsync(artifacts, records, $"bench-{run}", cancellationToken);
            // The first run warms up.
            if (run > 0)
                perIteration.Add(outside / Iterations);
        }

        var sample = new Sample(perIteration);
        return
        [
            new Figure(
                "d", "loop overhead per iteration outside painter and judge",
                string.Create(CultureInfo.InvariantCulture, $"{sample.Median:0.00} ms"), "<= 5 ms", sample.Median <= LimitMilliseconds,
                $"{sample.Spread("0.00")}; {Iterations} iterations of 128x128, greedy; final collage and report not counted"),
        ];
    }

    private static Dictionary<string, JsonElement> Input(int run) => new()
    {
        ["Prompt"] = JsonSerializer.SerializeToElement("a quiet lake"),
        ["Strategy"] = JsonSerializer.SerializeToElement("greedy"),
        ["MaxIterations"] = JsonSerializer.SerializeToElement(Iterations),
        ["Seed"] = JsonSerializer.SerializeToElement(run),
        ["Width"] = JsonSerializer.SerializeToElement(128),
        ["Height"] = JsonSerializer.SerializeToElement(128),
    };

    /// <summary>What writing the final files takes, measured by writing them once more.</summary>
    private static async Task<double> FinishingAsync(RunArtifacts artifacts, RunRecords records, string id, CancellationToken cancellationToken)
    {
        RunRow row = (await records.FindAsync(id, cancellationToken))!;
        long start = Stopwatch.GetTimestamp();
        await artifacts.FinishAsync(row, await records.IterationsAsync(id, cancellationToken), [], row.Reason!, cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The embedded back ends with a watch: the judge never says DONE, so that every run has the same length.</summary>
    private sealed class TimedBackEnds : IImageGenerator, IJudge, IProposer
    {
        private readonly EmbeddedPainter painter = new();
        private readonly MeasuringJudge judge = new();
        private readonly MeasuringProposer proposer = new();
        private long ticks;

        public double Milliseconds => ticks * 1000.0 / Stopwatch.Frequency;

        public GeneratorCapabilities Capabilities => painter.Capabilities;

        string IJudge.Id => judge.Id;

        string IProposer.Id => proposer.Id;

        public Task PrepareAsync(CancellationToken cancellationToken) => judge.PrepareAsync(cancellationToken);

        public void Reset() => ticks = 0;

        public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) => Time(() => painter.GenerateAsync(request, cancellationToken));

        public async Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken)
        {
            string reply = await Time(() => judge.EvaluateAsync(request, cancellationToken));
            return $"{reply.Split('\n')[0]}\nCONTINUE: {request.Prompt}";
        }

        public Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken) => Time(() => proposer.ProposeAsync(request, cancellationToken));

        public Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken) => Time(() => proposer.CondenseAsync(description, maxWords, cancellationToken));

        public Task<string> ReviseAsync(RevisionRequest request, CancellationToken cancellationToken) => Time(() => proposer.ReviseAsync(request, cancellationToken));

        private async Task<T> Time<T>(Func<Task<T>> ask)
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                return await ask();
            }
            finally
            {
                ticks += Stopwatch.GetTimestamp() - start;
            }
        }
    }
}
