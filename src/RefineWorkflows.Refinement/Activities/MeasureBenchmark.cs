using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.MeasureBenchmark", "Quality", "Measures technical quality by benchmark formulas, dimension by dimension.", Outcomes = ["Done", BudgetStop.Outcome])]
public sealed class MeasureBenchmark(BackEnds backEnds, RunArtifacts artifacts, BudgetStop budget) : QualityActivity(backEnds, artifacts, budget)
{
    [Output("The benchmark channel: 0 to 1 with its evidence, or why it is missing.")]
    public Output<ChannelReading> Reading { get; } = new();

    [Output("Every dimension, measured or missing.")]
    public Output<BenchmarkReport?> Report { get; } = new();

    protected override async Task<EffectResult> AskAsync(EffectContext context)
    {
        (ChannelReading Reading, BenchmarkReport? Report) measured = await LookAsync(
            context,
            async subject =>
            {
                BenchmarkReport report = await BackEnds.Benchmark.MeasureAsync(subject, context.CancellationToken);
                return (BackEnds.Benchmark.Read(report, subject.IsClip), (BenchmarkReport?)report);
            },
            because => (ChannelReading.Missing(because), null));
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Reading)] = measured.Reading, [nameof(Report)] = measured.Report } };
    }
}
