using System.Globalization;
using System.Net;
using System.Text;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>Writes <c>grid.html</c>: prompts by settings, each with its picture, grade and evidence; one page that needs nothing else, neither a network nor a script.</summary>
public static class SuiteGrid
{
    private const string Style = """
        main{max-width:none}
        .grid{overflow-x:auto}
        .grid table{width:auto;border-spacing:0}
        .grid th{width:auto;max-width:16rem;font-weight:600;color:var(--ink)}
        .grid thead th{position:sticky;top:0;background:var(--bg)}
        .cell{width:16rem;background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:hidden}
        .cell img{width:100%;display:block;background:var(--line)}
        .cell>div{padding:.7rem .9rem}
        .cell .letter{font-size:1.6rem;font-weight:700;color:var(--good)}
        .cell.below .letter,.cell.failed .letter{color:var(--accent)}
        .cell.below,.cell.failed{border-color:var(--accent)}
        """;

    /// <param name="results">What came out.</param>
    /// <param name="thumbnails">Small pictures by the id of their case, as <c>data:</c> addresses.</param>
    /// <param name="comparison">How it compares with an earlier run; null without one.</param>
    public static string Write(SuiteResults results, IReadOnlyDictionary<string, string> thumbnails, SuiteComparison? comparison)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(thumbnails);
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Safe(results.Suite)}</title>\n<style>\n{PageStyle.Css.ReplaceLineEndings("\n")}\n{Style.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n<main>\n");
        Head(page, results, comparison);
        Dictionary<string, CaseDelta> deltas = comparison?.Cases.ToDictionary(one => one.Id) ?? [];
        string[] labels = [.. results.Cases.Select(one => one.Label).Distinct()];
        page.Append("<div class=\"grid\"><table>\n<thead><tr><th scope=\"col\">prompt</th>");
        foreach (string label in labels)
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Safe(label)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (IGrouping<string, CaseResult> row in results.Cases.GroupBy(one => one.PromptId))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Safe(row.Key)}<p class=\"soft\">{Safe(row.First().Prompt)}</p></th>");
            foreach (string label in labels)
                page.Append("<td>").Append(row.FirstOrDefault(one => one.Label == label) is { } found ? Cell(found, thumbnails.GetValueOrDefault(found.Id), deltas.GetValueOrDefault(found.Id)) : "").Append("</td>");
            page.Append("</tr>\n");
        }

        return page.Append("</tbody></table></div>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void Head(StringBuilder page, SuiteResults results, SuiteComparison? comparison)
    {
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"eyebrow\">Suite, {Safe(results.Workflow)}</div>\n<h1>{Safe(results.Suite)}</h1>\n<dl class=\"facts\">\n");
        Fact(page, "Passed", Text($"{results.Passed} of {results.Cases.Count}{(results.MinGrade is { } least ? $", asked for {Grades.NameOf(least)}" : "")}"));
        Fact(page, "Mean score", results.MeanScore is { } mean ? Text($"{mean:0.000}") : "none");
        Fact(page, "Verifier", results.Verifier);
        Fact(page, "Ended", results.EndedAt.ToString("u", CultureInfo.InvariantCulture));
        if (comparison is not null)
        {
            Fact(page, "Against the earlier run", comparison.MeanDelta is { } delta ? Text($"{delta:+0.000;-0.000;0.000} on average") : "nothing to compare");
            Fact(page, "Regressions", Text($"{comparison.Regressions.Count}"));
        }

        page.Append("</dl>\n");
    }

    private static string Cell(CaseResult one, string? thumbnail, CaseDelta? delta)
    {
        var cell = new StringBuilder();
        cell.Append(CultureInfo.InvariantCulture, $"<div class=\"cell {one.Status.ToString().ToLowerInvariant()}\">");
        if (thumbnail is not null)
            cell.Append(CultureInfo.InvariantCulture, $"<img loading=\"lazy\" src=\"{thumbnail}\" alt=\"{Safe(one.Id)}\">");
        cell.Append("<div>");
        if (one.Grade is { } grade)
        {
            cell.Append(CultureInfo.InvariantCulture, $"<span class=\"letter\">{Safe(Grades.NameOf(grade.Grade))}</span>");
            cell.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Safe(GradeText.Line(grade))}</p>");
        }

        if (delta?.Delta is { } change)
            cell.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{change:+0.000;-0.000;0.000} against the earlier run{(delta.IsRegression ? ", a regression" : "")}</p>");
        if (one.Problem is { } problem)
            cell.Append(CultureInfo.InvariantCulture, $"<p>{Safe(problem)}</p>");
        if (one.Grade is { } graded)
            cell.Append(CultureInfo.InvariantCulture, $"<details><summary>Evidence</summary><pre>{Safe(string.Join('\n', graded.Channels.Select(GradeText.Line)))}</pre></details>");
        return cell.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">run {Safe(one.Run)}</p></div></div>").ToString();
    }

    private static void Fact(StringBuilder page, string name, string value)
        => page.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Safe(value)}</dd></div>\n");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
