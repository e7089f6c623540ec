using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>How runs are written as JSON: camelCase, UTF-8, LF, words readable in every language.</summary>
public static class RunJson
{
    /// <summary>One line, for <c>trace.jsonl</c>.</summary>
    public static JsonSerializerOptions Line { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented, for <c>report.json</c>.</summary>
    public static JsonSerializerOptions Page { get; } = new(Line) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The records as <c>trace.jsonl</c> holds them.</summary>
    public static byte[] Trace(IEnumerable<IterationRecord> records)
        => Encoding.UTF8.GetBytes(string.Concat(records.Select(record => JsonSerializer.Serialize(record, Line) + "\n")));

    internal static byte[] Report(RunReport report) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(report, Page) + "\n");
}
