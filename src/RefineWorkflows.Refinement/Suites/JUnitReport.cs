using System.Globalization;
using System.Xml.Linq;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>Results as the XML that build servers read: a case below its grade is a failure, one without a picture an error.</summary>
public static class JUnitReport
{
    public static string Write(SuiteResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", Clean(results.Suite)),
            new XAttribute("tests", results.Cases.Count),
            new XAttribute("failures", results.Below),
            new XAttribute("errors", results.Failed),
            new XAttribute("time", Seconds(results.Cases.Sum(one => one.Seconds))),
            new XAttribute("timestamp", results.StartedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
            results.Cases.Select(Case));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("testsuites", suite).ToString().ReplaceLineEndings("\n")}\n";
    }

    private static XElement Case(CaseResult one)
    {
        var element = new XElement(
            "testcase",
            new XAttribute("classname", Clean(one.PromptId)),
            new XAttribute("name", Clean(one.Label)),
            new XAttribute("time", Seconds(one.Seconds)));
        string evidence = Evidence(one.Grade);
        if (one.Status == CaseStatus.Below)
            element.Add(new XElement("failure", new XAttribute("message", Clean(one.Problem ?? "below the grade")), Clean(evidence)));
        else if (one.Status == CaseStatus.Failed)
            element.Add(new XElement("error", new XAttribute("message", Clean(one.Problem ?? "no picture"))));
        element.Add(new XElement("system-out", Clean($"run {one.Run}\n{one.Picture}\n{evidence}")));
        return element;
    }

    private static string Evidence(GradeResult? grade)
        => grade is null ? "" : string.Join('\n', [GradeText.Line(grade), .. grade.Channels.Select(GradeText.Line)]);

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>XML has no place for control characters, and evidence may be a model's words.</summary>
    private static string Clean(string text) => new([.. text.Where(System.Xml.XmlConvert.IsXmlChar)]);
}
