using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Cli;

/// <summary>Says what came of a calibration that is over: its axes as a table, and what to do with them.</summary>
internal static class CalibrationPrinter
{
    /// <param name="view">The run.</param>
    /// <param name="json">Whether the report alone is printed, as it was written.</param>
    /// <exception cref="CommandFailure">It has no report: no picture could be compared.</exception>
    public static void Tell(RunView view, bool json)
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
        int differ = report.GetProperty("mismatch_count").GetInt32();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Run {view.Id} {view.Status} ({view.Reason}): overall {report.GetProperty("overall_score").GetDouble():0.####}, {differ} {(differ == 1 ? "mismatch" : "mismatches")}, {report.GetProperty("partial_count").GetInt32()} partial, after {view.Iterations} pictures."));
        if (report.GetProperty("robustness") is { ValueKind: JsonValueKind.Object } robust)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With {robust.GetProperty("pictures").GetInt32()} other seeds: mean {robust.GetProperty("mean_overall").GetDouble():0.####}, lowest {robust.GetProperty("min_overall").GetDouble():0.####}."));
        Console.WriteLine($"Prompt: {report.GetProperty("prompt_used").GetString()}");
        Console.WriteLine($"Report: {file}");
    }

    private static string Said(JsonElement axis, string member)
        => axis.GetProperty(member).GetString() is { Length: > 0 } words ? words : "-";
}
