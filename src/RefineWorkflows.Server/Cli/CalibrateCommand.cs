using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine calibrate</c>: climbs towards a reference picture, one axis at a time.</summary>
internal static class CalibrateCommand
{
    private const string Definition = "axis-calibration";

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
        }, view => Tell(view, json));
    }

    private static void Tell(RunView view, bool json)
    {
        string file = Path.Combine(view.Folder, EditAxis.LatestFile);
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.Failed, $"Run {view.Id} has ended ({view.Reason}), but no picture could be compared with the reference. See {Path.Combine(view.Folder, RunFolder.TraceFile)}.");
        string text = File.ReadAllText(file);
        if (json)
        {
            Console.Out.Write(text);
            return;
        }

        JsonElement report = JsonElement.Parse(text);
        (string Axis, string Ref, string Gen, string Verdict)[] rows =
        [
            ("axis", "reference", "picture", "verdict"),
            .. report.GetProperty("axes").EnumerateObject().Select(axis => (axis.Name, Said(axis.Value, "ref"), Said(axis.Value, "gen"), Said(axis.Value, "verdict"))),
        ];
        int[] widths = [rows.Max(row => row.Axis.Length), rows.Max(row => row.Ref.Length), rows.Max(row => row.Gen.Length)];
        foreach ((string axis, string wanted, string shown, string verdict) in rows)
            Console.WriteLine($"{axis.PadRight(widths[0])}  {wanted.PadRight(widths[1])}  {shown.PadRight(widths[2])}  {verdict}");
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Run {view.Id} {view.Status} ({view.Reason}): overall {report.GetProperty("overall_score").GetDouble():0.####}, {report.GetProperty("mismatch_count").GetInt32()} mismatches, {report.GetProperty("partial_count").GetInt32()} partial, after {view.Iterations} pictures."));
        if (report.GetProperty("robustness") is { ValueKind: JsonValueKind.Object } robust)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With {robust.GetProperty("pictures").GetInt32()} other seeds: mean {robust.GetProperty("mean_overall").GetDouble():0.####}, lowest {robust.GetProperty("min_overall").GetDouble():0.####}."));
        Console.WriteLine($"Prompt: {report.GetProperty("prompt_used").GetString()}");
        Console.WriteLine($"Report: {file}");
    }

    private static string Said(JsonElement axis, string member)
        => axis.GetProperty(member).GetString() is { Length: > 0 } words ? words : "-";
}
