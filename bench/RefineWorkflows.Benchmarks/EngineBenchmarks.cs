using System.Globalization;
using System.Runtime.InteropServices;
using RefineWorkflows.Benchmarks.Taste;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Benchmarks;

/// <summary>
/// What the engine costs over what its disk allows. Figures are ratios of two sides that are measured in turns in the
/// same run, so that they hold on other machines too.
/// </summary>
public sealed class EngineBenchmarks
{
    private static readonly string[] ByNameOnly = ["t", "v"];

    /// <summary>Measures on a fresh folder below TMPDIR and prints a line per figure, each as soon as it is known.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="only">Letters of the figures to measure, separated by commas; null measures all but those minutes long: a (with c), b, d, e, f, g, h, js, k, u; t (how fast a taste is learned), v (what it saves).</param>
    /// <param name="cancellationToken">Ends the measurement after the round in progress.</param>
    /// <exception cref="ArgumentException">A letter is unknown.</exception>
    public static async Task RunAsync(TextWriter output, string? only, CancellationToken cancellationToken)
    {
        using var workplace = new Workplace();
        var groups = new (string Letter, Func<CancellationToken, Task<IReadOnlyList<Figure>>> Measure)[]
        {
            ("a", new ThroughputBenchmark(workplace).OneAsync),
            ("b", new ThroughputBenchmark(workplace).ManyAsync),
            ("d", new LoopBenchmark(workplace).RunAsync),
            ("e", new LatencyBenchmark(workplace).RunAsync),
            ("f", new TimerBenchmark(workplace).RunAsync),
            ("g", new RecoveryBenchmark(workplace).RunAsync),
            ("h", new ListBenchmark(workplace).RunAsync),
            ("js", ScriptBenchmark.RunAsync),
            ("k", SwapBenchmark.RunAsync),
            ("t", TasteBenchmark.RunAsync),
            ("u", TuningSpeed.RunAsync),
            ("v", CycleBenchmark.RunAsync),
        };
        string[] wanted = only?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (wanted.FirstOrDefault(letter => groups.All(one => one.Letter != letter)) is { } unknown)
            throw new ArgumentException($"There is no figure '{unknown}'; known are {string.Join(", ", groups.Select(one => one.Letter))}.", nameof(only));

        SqliteLibrary.Load();
        Sample sync = workplace.MeasureSync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, SQLite {SqliteLibrary.Version}, {RuntimeInformation.OSDescription}; one 4 KiB write with flush: median {sync.Median * 1e6:0} us ({1 / sync.Median:0}/s), p90 {sync.Quantile(0.9) * 1e6:0} us"));
        foreach ((string letter, Func<CancellationToken, Task<IReadOnlyList<Figure>>> measure) in groups)
        {
            if (wanted.Length > 0 ? !wanted.Contains(letter) : ByNameOnly.Contains(letter))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Figure figure in await measure(cancellationToken))
            {
                string verdict = figure.IsWithin switch { true => "ok", false => "OVER", null => "" };
                await output.WriteLineAsync($"{figure.Letter,-3} {figure.What,-58} {figure.Value,10} {figure.Limit,-9} {verdict,-4} {figure.Detail}");
            }
        }
    }
}
