using System.Diagnostics;

namespace RefineWorkflows.Benchmarks;

/// <summary>Seconds that things take.</summary>
internal static class Clock
{
    public static double Measure(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static async Task<double> MeasureAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
