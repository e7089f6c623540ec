using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Writes <c>report.html</c>: one page that needs nothing else, neither a network nor a script.</summary>
internal static class RunPage
{
    private const double Gib = 1L << 30;

    public static string Write(RunHeader header, RunReport report, IReadOnlyList<IterationRecord> records, PageImages images)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Safe(report.Goal)}</title>\n<style>\n{PageStyle.Css.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n<main>\n");
        Hero(page, report, images);
        if (records.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"<h2>Scores</h2>\n<div class=\"panel\">{ScoreChart.Draw(records, report.Best?.Iteration)}</div>\n");
        Cards(page, report, records, images);
        Device(page, report.Gpu ?? []);
        Settings(page, header, report);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Hero(StringBuilder page, RunReport report, PageImages images)
    {
        page.Append("<section class=\"hero\">\n");
        if (report.Best is { ClipPath: not null } moving)
            Clip(page, moving, images);
        else if (report.Best is { } best)
            page.Append(CultureInfo.InvariantCulture, $"<img src=\"{images.SourceOf(best.Iteration)}\" alt=\"The best picture, from iteration {best.Iteration}\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<div>\n<div class=\"eyebrow\">{StrategyKinds.NameOf(report.Strategy)} run</div>\n<h1>{Safe(report.Goal)}</h1>\n");
        if (report.Best?.Score is { } score)
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"score\">{score:0.##}<small> / 10</small></div>\n");
        page.Append("<dl class=\"facts\">\n");
        Fact(page, "Best", report.Best is { } winner ? $"iteration {winner.Iteration} of {report.Generations}" : "no picture yet");
        Fact(page, "Stopped because", report.StopReason.Replace('_', ' '));
        Fact(page, "Generator", report.Models.Generator);
        Fact(page, "Judge", report.Models.Judge);
        page.Append("</dl>\n</div>\n</section>\n");
    }

    private static void Cards(StringBuilder page, RunReport report, IReadOnlyList<IterationRecord> records, PageImages images)
    {
        Dictionary<int, IterationRecord> known = records.ToDictionary(record => record.Iteration);
        page.Append("<h2>Iterations</h2>\n<section class=\"cards\">\n");
        foreach (ReportPicture picture in report.Pictures)
        {
            string winner = picture.Iteration == report.Best?.Iteration ? " winner" : "";
            string grade = picture.Evaluated ? RunSummary.Score(picture.Score) : "not evaluated";
            page.Append(CultureInfo.InvariantCulture, $"<article class=\"card{winner}\" id=\"iteration-{picture.Iteration}\">\n<img loading=\"lazy\" src=\"{images.SourceOf(picture.Iteration)}\" alt=\"Picture of iteration {picture.Iteration}\">\n");
            if (picture.ClipPath is not null)
                Clip(page, picture, images);
            page.Append(CultureInfo.InvariantCulture, $"<div><header><span class=\"number\">#{picture.Iteration}</span><span class=\"grade\">{grade}</span></header>\n");
            if (picture.ClipPath is { } clip)
                page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">clip: <a href=\"{clip}\">{clip}</a></p>\n");
            if (known.TryGetValue(picture.Iteration, out IterationRecord? record))
                Card(page, record);
            page.Append("</div></article>\n");
        }

        page.Append("</section>\n");
    }

    private static void Card(StringBuilder page, IterationRecord record)
    {
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Safe(record.Status)} · seed {record.Seed}");
        if (record.ReferencePath is { } reference)
            page.Append(CultureInfo.InvariantCulture, $" · from {Safe(reference)}");
        if (record.Strength is { } strength)
            page.Append(CultureInfo.InvariantCulture, $" at strength {strength:0.##}");
        page.Append(CultureInfo.InvariantCulture, $"</p>\n<p>{Safe(record.ImagePrompt)}</p>\n");
        if (!string.IsNullOrWhiteSpace(record.EvaluatorResponse))
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>What the judge said</summary><pre>{Safe(record.EvaluatorResponse)}</pre></details>\n");
    }

    private static void Device(StringBuilder page, IReadOnlyList<DevicePhase> phases)
    {
        if (phases.Count == 0)
            return;
        IEnumerable<string> sums = phases.GroupBy(phase => phase.Kind).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Count()} times, {kind.Sum(phase => phase.Seconds):0.#} s"));
        page.Append(CultureInfo.InvariantCulture, $"<h2>Graphics card</h2>\n<div class=\"panel\">\n<p class=\"soft\">{Safe(string.Join(" · ", sums))}</p>\n<details><summary>What happened when</summary><table>\n");
        foreach (DevicePhase phase in phases)
        {
            string memory = phase is { VramBefore: { } before, VramAfter: { } after } ? string.Create(CultureInfo.InvariantCulture, $", {before / Gib:0.0} → {after / Gib:0.0} GiB in use") : "";
            Row(page, phase.StartedAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{phase.Kind} {phase.Model}, {phase.Seconds:0.0} s{memory}: {phase.Cause}{(phase.Warning is null ? "" : $". {phase.Warning}")}"));
        }

        page.Append("</table></details></div>\n");
    }

    private static void Clip(StringBuilder page, ReportPicture picture, PageImages images)
    {
        string source = images.ClipOf(picture.Iteration)!;
        page.Append(ClipTypes.IsVideo(picture.ClipPath!)
            ? string.Create(CultureInfo.InvariantCulture, $"<video controls loop muted playsinline src=\"{source}\" title=\"Clip of iteration {picture.Iteration}\"></video>\n")
            : string.Create(CultureInfo.InvariantCulture, $"<img class=\"clip\" loading=\"lazy\" src=\"{source}\" alt=\"Clip of iteration {picture.Iteration}, moving\">\n"));
    }

    private static void Settings(StringBuilder page, RunHeader header, RunReport report)
    {
        page.Append("<h2>Settings</h2>\n<div class=\"panel\"><table>\n");
        Row(page, "run", report.RunId);
        Row(page, "definition", report.DefinitionVersion);
        Row(page, "size", header.Width > 0 ? $"{header.Width} × {header.Height}" : null);
        Row(page, "proposer", report.Models.Proposer);
        Row(page, "negative", header.NegativeText);
        foreach (JsonProperty setting in JsonSerializer.SerializeToElement(header.Settings, RunJson.Line).EnumerateObject())
            Row(page, setting.Name, setting.Value.ValueKind == JsonValueKind.Null ? null : setting.Value.ToString());
        Row(page, "fingerprint", report.Fingerprint);
        Row(page, "warnings", report.Warnings.Count > 0 ? string.Join("; ", report.Warnings) : null);
        page.Append("</table></div>\n");
    }

    private static void Fact(StringBuilder page, string name, string value)
        => page.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Safe(value)}</dd></div>\n");

    private static void Row(StringBuilder page, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{name}</th><td>{Safe(value)}</td></tr>\n");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
