using System.CommandLine;
using RefineWorkflows.Benchmarks;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine bench</c>: figures as ratios to a limit measured in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Letters of the figures to measure, separated by commas: a (with c), b, d, e, f, g, h, js, k (one card shared, simulated), u (training and serving a taste). Default: all of these. Minutes long and only by name: t (votes until a taste is known), v (cycles until a picture is accepted, with and without the tuner)." };
        var command = new Command("bench", "Measure the engine against bare commits on this machine's disk.") { only };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            try
            {
                await EngineBenchmarks.RunAsync(Console.Out, parsed.GetValue(only), interruption.Token);
                return ExitCode.Ok;
            }
            catch (ArgumentException wrong)
            {
                await Console.Error.WriteLineAsync($"--only: {wrong.Message}");
                return ExitCode.Usage;
            }
            catch (OperationCanceledException) when (interruption.HasHappened)
            {
                return ExitCode.Interrupted;
            }
        });
        return command;
    }
}
