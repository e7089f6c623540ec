using System.Globalization;
using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Server.Composition;

/// <summary>Reads the list <c>Benchmarks</c> of the settings: original benchmark tools, a dimension each, as commands.</summary>
internal sealed class BenchmarkSection
{
    private static readonly string[] Known = ["Dimension", "Command", "Timeout"];
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(10);

    private readonly List<string> problems = [];

    /// <summary>Everything that is wrong with what was read, in words.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Reads all of them, in the order of the list.</summary>
    public IReadOnlyList<ExternalBenchmark> Read(IConfigurationSection section)
    {
        var read = new List<ExternalBenchmark>();
        foreach (IConfigurationSection one in section.GetChildren())
        {
            foreach (string unknown in one.GetChildren().Select(child => child.Key).Except(Known, StringComparer.OrdinalIgnoreCase))
                problems.Add($"{one.Path}:{unknown} is unknown; known are {string.Join(", ", Known)}");
            TimeSpan timeout = UsualTimeout;
            if (one["Timeout"] is { Length: > 0 } text && (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out timeout) || timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromHours(12)))
            {
                problems.Add($"{one.Path}:Timeout is '{text}'; allowed are times from 00:00:01 to 12:00:00 as hh:mm:ss");
                continue;
            }

            try
            {
                var tool = new ExternalBenchmark(one["Dimension"] ?? "", one["Command"] ?? "", timeout, TimeProvider.System);
                if (read.Exists(other => other.Dimension == tool.Dimension))
                    problems.Add($"{one.Path}:Dimension is '{tool.Dimension}', which another entry measures; keep one of them");
                read.Add(tool);
            }
            catch (QualityException wrong)
            {
                problems.Add($"{one.Path}: {wrong.Message}");
            }
        }

        return read;
    }
}
