using System.CommandLine;
using RefineWorkflows.Benchmarks;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine bench</c>: figures as ratios to a limit measured in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Letters of the figures to measure, for example abe. Default: all." };
        var command = new Command("bench", "Measure the engine against bare commits on this machine's disk.") { only };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var interruption = new Interruption();
            string? letters = parsed.GetValue(only);
            await EngineBenchmarks.RunAsync(Console.Out, letters, interruption.Token);
            if (letters is null || letters.Contains('d', StringComparison.OrdinalIgnoreCase))
                await LoopOverhead.MeasureAsync(Console.Out, interruption.Token);
            return interruption.HasHappened ? ExitCode.Interrupted : ExitCode.Ok;
        });
        return command;
    }
}
