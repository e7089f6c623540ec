using System.Security.Cryptography;
using System.Text.Json;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

public sealed class FinishingARun
{
    [Fact]
    public async Task A_picture_made_just_before_an_interruption_appears_as_not_evaluated()
    {
        using var run = new SomeRun(5, 7, 7, 4);
        run.AddPicture(5);

        RunReport report = await run.FinishAsync();

        Assert.Equal((4, 5), (report.Iterations, report.Generations));
        Assert.Equal([true, true, true, true, false], report.Pictures.Select(picture => picture.Evaluated));
        Assert.Equal("1:5:picture 1|2:7:picture 2|3:7:picture 3|4:4:picture 4|5::picture 5", run.Text(RunFolder.CollageFile));
        Assert.Equal(4, run.Text(RunFolder.SummaryFile).Split("sent prompt:").Length - 1);
        Assert.Contains("Iteration 5\n  image: iter-0005.png\n  status: not evaluated\n", run.Text(RunFolder.SummaryFile), StringComparison.Ordinal);
        Assert.Contains("not evaluated", run.Text(RunFolder.PageFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_best_is_the_first_of_the_highest_scores_copied_to_the_byte()
    {
        using var run = new SomeRun(5, 7, 7, 4);

        RunReport report = await run.FinishAsync();

        Assert.Equal(2, report.Best!.Iteration);
        Assert.Equal("picture 2", run.Text(RunFolder.BestFile));
        Assert.Equal("picture 2", run.Text("iter-0002.png"));
    }

    [Fact]
    public async Task Finishing_twice_writes_identical_bytes()
    {
        using var run = new SomeRun(5, null, 8);
        run.AddPicture(4);

        await run.FinishAsync();
        Dictionary<string, string> first = run.Everything();
        await run.FinishAsync();

        Assert.Equal(first, run.Everything());
        Assert.Equal(4 + 6, first.Count);
    }

    [Fact]
    public async Task The_report_is_camel_case_and_lists_every_file_with_its_hash()
    {
        using var run = new SomeRun(5, null);

        await run.FinishAsync();

        using JsonDocument report = JsonDocument.Parse(run.Text(RunFolder.ReportFile));
        JsonElement root = report.RootElement;
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("climbing", root.GetProperty("strategy").GetString());
        Assert.Equal("[5,null]", JsonSerializer.Serialize(root.GetProperty("scoreSeries")));
        Assert.Equal(10, root.GetProperty("parameters").GetProperty("maxIterations").GetInt32());
        Dictionary<string, string> listed = root.GetProperty("artifacts").EnumerateArray()
            .ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("sha256").GetString()!);
        Assert.Equal(
            ["best.png", "collage.png", "iter-0001.png", "iter-0002.png", "report.html", "summary.txt", "trace.jsonl"],
            listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed, file => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(run.Folder.PathOf(file.Key)))), file.Value));
    }

    [Fact]
    public async Task The_trace_has_one_line_for_each_iteration_and_reads_back()
    {
        using var run = new SomeRun(5, null, 8);

        await run.FinishAsync();

        string[] lines = run.Text(RunFolder.TraceFile).Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal("", lines[3]);
        Assert.Contains("\"score\":null", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"action\":\"continue\"", lines[1], StringComparison.Ordinal);
        IterationRecord read = JsonSerializer.Deserialize<IterationRecord>(lines[2], RunJson.Line)!;
        Assert.Equal(run.Records[2], read with { ParseWarnings = run.Records[2].ParseWarnings });
    }

    [Fact]
    public async Task A_run_without_pictures_leaves_a_report_and_no_best()
    {
        using var run = new SomeRun();

        RunReport report = await run.FinishAsync(StopReasons.Failed);

        Assert.Null(report.Best);
        Assert.Equal(["report.html", "report.json", "summary.txt", "trace.jsonl"], run.Everything().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_pictures_nobody_judged_still_leave_a_best()
    {
        using var run = new SomeRun();
        run.AddPicture(1);

        Assert.False((await run.FinishAsync()).Best!.Evaluated);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(6, false)]
    public async Task It_is_told_whether_done_was_said_about_the_best(double last, bool onBest)
    {
        using var run = new SomeRun(7, last);
        run.Records[1] = run.Records[1] with { Action = VerdictAction.Done };

        Assert.Equal(onBest, (await run.FinishAsync(StopReasons.Done)).DoneOnBest);
        Assert.Null((await run.FinishAsync(StopReasons.Patience)).DoneOnBest);
    }

    [Fact]
    public async Task A_picture_that_somebody_deleted_is_told_and_does_not_win()
    {
        using var run = new SomeRun(5, 9);
        File.Delete(run.Folder.PathOf("iter-0002.png"));

        RunReport report = await run.FinishAsync();

        Assert.Equal(1, report.Best!.Iteration);
        Assert.Contains("iteration 2: picture_missing", report.Warnings);
    }

    [Fact]
    public async Task The_page_escapes_every_word_and_asks_for_nothing_from_outside()
    {
        using var run = new SomeRun(5, 8);

        await run.FinishAsync();

        string page = run.Text(RunFolder.PageFile);
        Assert.Contains("a fox &lt;in&gt; &quot;snow&quot; &amp; fog", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"iter", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("data:image/png;base64,").Length - 1);
    }

    [Fact]
    public async Task The_summary_says_once_what_stayed_the_same_and_ends_with_a_line_feed()
    {
        using var run = new SomeRun(5, 8);

        await run.FinishAsync(StopReasons.MaxIterations);

        string summary = run.Text(RunFolder.SummaryFile);
        Assert.Equal(3, summary.Split("\n\n").Length);
        Assert.Contains("  generator: embedded-painter\n  evaluator: measuring-judge\n  negative handling: none\n  stopped because: max_iterations\n", summary, StringComparison.Ordinal);
        Assert.Contains("  evaluator: SCORE: 8/10\n    CONTINUE: <b>idea</b> 3\n", summary + "\n", StringComparison.Ordinal);
        Assert.EndsWith("\n", summary, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', summary);
    }
}
