using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Benchmarks;

/// <summary>Model loads and waits on one card, few swaps beside first-come-first-served: simulated, so the same on every machine.</summary>
internal static class SwapBenchmark
{
    private const int Seeds = 8;

    public static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        for (int load = 0; load < MixedLoads.All(1).Count; load++)
        {
            var pairs = new List<(SimulationResult Few, SimulationResult First)>();
            for (ulong seed = 1; seed <= Seeds; seed++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                SimulatedLoad one = MixedLoads.All(seed)[load];
                pairs.Add((GpuSimulator.Run(one, new SwapPolicy(one.Budget)), GpuSimulator.Run(one, new SwapPolicy(one.Budget) { Order = GpuOrder.FirstCome })));
            }

            string name = MixedLoads.All(1)[load].Name;
            double worst = pairs.Max(pair => pair.Few.WorstWait / pair.First.WorstWait);
            figures.Add(new Figure(
                "k",
                $"{name}: loads/100",
                $"{pairs.Average(pair => pair.Few.LoadsPer100):0.0}",
                "",
                null,
                $"{pairs.Average(pair => pair.First.LoadsPer100):0.0} first come, first served; waits {Seconds(pairs.Average(pair => pair.Few.MeanWait.TotalSeconds))} mean, {Seconds(pairs.Max(pair => pair.Few.WorstWait.TotalSeconds))} worst, there {Seconds(pairs.Average(pair => pair.First.MeanWait.TotalSeconds))}, {Seconds(pairs.Max(pair => pair.First.WorstWait.TotalSeconds))}; longest wait in the background {Seconds(pairs.Max(pair => pair.Few.WorstBackgroundWait.TotalSeconds))}, there {Seconds(pairs.Max(pair => pair.First.WorstBackgroundWait.TotalSeconds))}; n = {Seeds}"));
            figures.Add(new Figure("k", $"{name}: worst wait / that of first come", $"{worst:0.00}", "<= 2.0", worst <= 2, $"the worst of {Seeds}"));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    private static string Seconds(double seconds) => $"{seconds:0} s";
}
