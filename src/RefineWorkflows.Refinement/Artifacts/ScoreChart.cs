using System.Globalization;
using System.Text;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Draws the scores of a run as inline SVG: a dot for each, a line through them, a staircase of the best so far.</summary>
internal static class ScoreChart
{
    private const double Width = 720;
    private const double Height = 220;
    private const double Left = 34;
    private const double Right = 14;
    private const double Top = 12;
    private const double Bottom = 28;

    public static string Draw(IReadOnlyList<IterationRecord> records, int? best)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Score of each iteration\">");
        foreach (int grade in new[] { 1, 4, 7, 10 })
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(grade):0.#}\" y2=\"{Y(grade):0.#}\"/><text x=\"{Left - 10}\" y=\"{Y(grade) + 4:0.#}\" text-anchor=\"end\">{grade}</text>");
        }

        List<(int At, IterationRecord Record)> scored = [.. records.Select((record, at) => (at, record)).Where(each => each.record.Score is not null)];
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"best\" points=\"{Points(BestSoFar(records))}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"scores\" points=\"{Points(scored.Select(each => (X(each.At, records.Count), Y(each.Record.Score!.Value))))}\"/>");
        foreach ((int at, IterationRecord record) in scored)
        {
            string kind = record.Iteration == best ? "dot winner" : record.Accepted ? "dot" : "dot rejected";
            svg.Append(CultureInfo.InvariantCulture,
                $"<circle class=\"{kind}\" cx=\"{X(at, records.Count):0.#}\" cy=\"{Y(record.Score!.Value):0.#}\" r=\"{(record.Iteration == best ? 7 : 4.5)}\"><title>Iteration {record.Iteration}: {RunSummary.Score(record.Score)}</title></circle>");
        }

        int every = Math.Max(1, (records.Count + 19) / 20);
        for (int at = 0; at < records.Count; at += every)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(at, records.Count):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{records[at].Iteration}</text>");
        return svg.Append("</svg>").ToString();
    }

    private static IEnumerable<(double X, double Y)> BestSoFar(IReadOnlyList<IterationRecord> records)
    {
        double? best = null;
        for (int at = 0; at < records.Count; at++)
        {
            if (best is { } before)
                yield return (X(at, records.Count), Y(before));
            if (records[at].Score is not { } score || score <= best)
                continue;
            best = score;
            yield return (X(at, records.Count), Y(score));
        }
    }

    private static string Points(IEnumerable<(double X, double Y)> points)
        => string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    private static double X(int at, int count) => count < 2 ? (Left + Width - Right) / 2 : Left + 12 + (at * (Width - Left - Right - 24) / (count - 1));

    private static double Y(double score) => Height - Bottom - ((score - 1) / 9 * (Height - Top - Bottom));
}
