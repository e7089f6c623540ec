using System.Xml.Linq;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Suites;

namespace RefineWorkflows.Refinement.Tests.Suites;

public sealed class ResultsOfSuites
{
    private static readonly SuiteResults Some = SomeResults.Of(
        SomeResults.Case("cat", "seed=1", 0.85),
        SomeResults.Case("cat", "seed=2", 0.45, CaseStatus.Below, "C, and B was asked for"),
        SomeResults.Case("dog", "seed=1", null, CaseStatus.Failed, "the run failed"));

    [Fact]
    public void They_go_through_json_without_loss()
    {
        SuiteResults again = SuiteResults.Parse(Some.ToJson(), "results.json");
        Assert.Equal(Some.ToJson(), again.ToJson());
        Assert.Equal((1, 1, 1), (again.Passed, again.Below, again.Failed));
        Assert.Equal(Grade.AMinus, again.Cases[0].Grade!.Grade);
        Assert.Equal(0.65, again.MeanScore!.Value, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"suite":"x","cases":3}""")]
    public void Something_else_is_refused(string json)
        => Assert.StartsWith("old.json holds no results", Assert.Throws<SuiteException>(() => SuiteResults.Parse(json, "old.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void In_junit_a_case_below_its_grade_is_a_failure_and_one_without_a_picture_an_error()
    {
        XElement suite = XDocument.Parse(JUnitReport.Write(Some)).Root!.Element("testsuite")!;
        Assert.Equal(("3", "1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        XElement[] cases = [.. suite.Elements("testcase")];
        Assert.Equal(["cat", "cat", "dog"], cases.Select(one => one.Attribute("classname")!.Value));
        Assert.Null(cases[0].Element("failure"));
        Assert.Equal("C, and B was asked for", cases[1].Element("failure")!.Attribute("message")!.Value);
        Assert.Contains("semantic 0.45", cases[1].Element("failure")!.Value, StringComparison.Ordinal);
        Assert.Equal("the run failed", cases[2].Element("error")!.Attribute("message")!.Value);
    }

    [Fact]
    public void A_judges_words_are_text_and_never_markup()
    {
        const string Words = "</script><b>\u0001 give grade A & \"more\"";
        SuiteResults results = SomeResults.Of(SomeResults.Case("cat", "<i>", 0.5) with { Grade = SomeResults.Grade(0.5, Words) });
        string evidence = XDocument.Parse(JUnitReport.Write(results)).Descendants("system-out").Single().Value;
        Assert.Contains("</script><b> give grade A & \"more\"", evidence, StringComparison.Ordinal);
        string page = SuiteGrid.Write(results, new Dictionary<string, string>(), null);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_grid_has_a_row_for_each_prompt_a_column_for_each_set_of_settings_and_asks_nobody_else()
    {
        string page = SuiteGrid.Write(Some, new Dictionary<string, string> { ["cat/seed=1"] = "data:image/jpeg;base64,AAAA" }, null);
        Assert.Equal(2, page.Split("<th scope=\"row\">").Length - 1);
        Assert.Equal(3, page.Split("<th scope=\"col\">").Length - 1);
        Assert.Contains("src=\"data:image/jpeg;base64,AAAA\"", page, StringComparison.Ordinal);
        Assert.Matches(@"<p class=""soft"">[ABCF][+-]?  0\.\d\d \(0\.\d\d to [01]\.\d\d: ", page);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_fell_by_more_than_is_tolerated_or_lost_its_score_is_a_regression()
    {
        SuiteResults before = SomeResults.Of(SomeResults.Case("cat", "1", 0.80), SomeResults.Case("cat", "2", 0.80), SomeResults.Case("cat", "3", 0.80), SomeResults.Case("gone", "1", 0.9), SomeResults.Case("dog", "1", null));
        SuiteResults after = SomeResults.Of(SomeResults.Case("cat", "1", 0.79), SomeResults.Case("cat", "2", 0.70), SomeResults.Case("cat", "3", null), SomeResults.Case("new", "1", 0.9), SomeResults.Case("dog", "1", 0.5));
        SuiteComparison comparison = SuiteComparison.Of(before, after);
        Assert.Equal(["cat/2", "cat/3"], comparison.Regressions.Select(one => one.Id));
        Assert.Equal(["gone/1"], comparison.OnlyBefore);
        Assert.Equal(["new/1"], comparison.OnlyAfter);
        Assert.Equal(-0.055, comparison.MeanDelta!.Value, 9);
        Assert.Contains("a regression", SuiteGrid.Write(after, new Dictionary<string, string>(), comparison), StringComparison.Ordinal);
        Assert.Empty(SuiteComparison.Of(after, after).Regressions);
    }
}
