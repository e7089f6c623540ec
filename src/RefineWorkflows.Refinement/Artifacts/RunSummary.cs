using System.Globalization;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Writes <c>summary.txt</c>: what stayed the same, once, then every iteration, a blank line between.</summary>
internal static class RunSummary
{
    public static string Write(RunHeader header, RunReport report, IReadOnlyList<IterationRecord> records)
    {
        Dictionary<int, IterationRecord> known = records.ToDictionary(record => record.Iteration);
        IEnumerable<string> sections =
        [
            Header(header, report),
            .. report.Pictures.Select(picture => known.TryGetValue(picture.Iteration, out IterationRecord? record)
                ? Iteration(record)
                : Lines($"Iteration {picture.Iteration}", ("image", picture.ImagePath), ("status", "not evaluated"))),
        ];
        return string.Join("\n\n", sections) + "\n";
    }

    public static string Score(double? score) => score is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.##}/10") : "no score";

    private static string Header(RunHeader header, RunReport report) => Lines(
        $"Run {header.RunId}",
        ("goal", header.Goal),
        ("definition", header.DefinitionVersion),
        ("strategy", StrategyKinds.NameOf(header.Settings.Strategy)),
        ("generator", header.Generator),
        ("evaluator", header.Judge),
        ("proposer", header.Proposer),
        ("negative handling", Negative(header)),
        ("evaluator instruction", header.EvaluatorInstruction),
        ("condense instruction", header.CondenseInstruction),
        ("stopped because", report.StopReason),
        ("spent", report.Budget?.InWords()),
        ("caps", report.Budget?.CapsInWords()),
        ("best", report.Best is { } best ? $"iteration {best.Iteration}, {Score(best.Score)}, {best.ImagePath}" : null),
        ("best clip", report.Best?.ClipPath),
        ("fingerprint", report.Fingerprint),
        ("warnings", report.Warnings.Count > 0 ? string.Join(", ", report.Warnings) : null));

    private static string Iteration(IterationRecord record) => Lines(
        string.Create(CultureInfo.InvariantCulture, $"Iteration {record.Iteration}"),
        ("prompt", record.Prompt),
        ("sent prompt", record.ImagePrompt),
        ("image", record.ImagePath),
        ("clip", record.ClipPath),
        ("seed", record.Seed.ToString(CultureInfo.InvariantCulture)),
        ("reference", record.ReferencePath),
        ("strength", record.Strength?.ToString("0.####", CultureInfo.InvariantCulture)),
        ("score", record.Score is null ? null : Score(record.Score)),
        ("status", record.Status),
        ("evaluator", record.EvaluatorResponse),
        ("next idea", record.NextPrompt),
        ("next prompt", record.SummarizedPrompt));

    private static string Negative(RunHeader header) => header.Negative switch
    {
        NegativeMechanism.NegativePrompt => $"negative prompt: {header.NegativeText}",
        NegativeMechanism.FoldedIntoCondensing => $"folded into condensing: {header.NegativeText}",
        NegativeMechanism.AppendedSentence => $"sentence after the prompt: {header.NegativeText}",
        _ => "none",
    };

    private static string Lines(string title, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        List<string> lines = [title];
        foreach ((string name, string? value) in fields)
        {
            if (value is not null)
                lines.Add($"  {name}: {value.ReplaceLineEndings("\n").TrimEnd().Replace("\n", "\n    ", StringComparison.Ordinal)}");
        }

        return string.Join('\n', lines);
    }
}
