using System.CommandLine;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine calibrate</c>: climbs towards a reference picture, one axis at a time.</summary>
internal static class CalibrateCommand
{
    /// <summary>The definition that its runs follow.</summary>
    public const string Definition = "axis-calibration";

    public static Command Create()
    {
        var options = new CalibrateOptions();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("calibrate", "Find the prompt that paints a picture like a reference.");
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string file = parsed.GetValue(options.Reference)!;
            if (!File.Exists(file))
                throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
            byte[] picture = await File.ReadAllBytesAsync(file, cancellationToken);
            string? axes = options.AxesText(parsed);
            if (parsed.GetValue(options.DescribeOnly))
                return await DescribeAsync(workbench, picture, axes, parsed.GetValue(options.Judge), parsed.GetValue(json), cancellationToken);
            ShelvedPicture reference = await workbench.Artifacts.Pictures.AddAsync(picture, cancellationToken);
            return await ClimbAsync(workbench, parsed, options, reference, parsed.GetValue(json), cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static async Task<int> DescribeAsync(Workbench workbench, byte[] picture, string? axes, string? judgeId, bool json, CancellationToken cancellationToken)
    {
        IAxisJudge judge = workbench.BackEnds.AxisJudge(judgeId);
        AxisSet set = axes switch { null => judge.Axes, "default" => AxisSet.Default, "measured" => AxisSet.Measured, _ => AxisSet.Parse(axes) };
        await judge.PrepareAsync(cancellationToken);
        ReferenceDescription description = await judge.DescribeAsync(set, picture, cancellationToken);
        if (json)
        {
            Console.Out.Write(description.ToJson());
            return ExitCode.Ok;
        }

        int width = description.Axes.Max(axis => axis.Axis.Length);
        foreach (AxisValue axis in description.Axes)
            Console.WriteLine($"{axis.Axis.PadRight(width)}  {axis.Value}");
        Console.WriteLine();
        Console.WriteLine(description.Description);
        return ExitCode.Ok;
    }

    private static async Task<int> ClimbAsync(Workbench workbench, ParseResult parsed, CalibrateOptions options, ShelvedPicture reference, bool json, CancellationToken cancellationToken)
    {
        StoredDefinition definition = await workbench.Definitions.EnsureAsync(Definition, cancellationToken);
        IReadOnlyDictionary<string, JsonElement> input = options.Input(parsed, reference);
        int most = parsed.GetValue(options.MaxIterations) ?? 25;
        InstanceId id = RunCatalog.NewId(TimeProvider.System);
        RunEstimate estimate = await RunEstimate.OfAsync(workbench, parsed.GetValue(options.Generator), parsed.GetValue(options.Judge), null, most, options.Caps(parsed), cancellationToken);
        if (!json)
            await Console.Error.WriteLineAsync($"run {id}: towards {reference.Name} ({definition.DefinitionId})");
        if (!json && estimate.InWords() is { } words)
            await Console.Error.WriteLineAsync(words);
        return await RunSession.WatchAsync(workbench, id, most, json, estimate, async token =>
        {
            await workbench.Host.RunAsync(definition.DefinitionId, input, id, null, token);
            return true;
        }, view => CalibrationPrinter.Tell(view, json));
    }
}
