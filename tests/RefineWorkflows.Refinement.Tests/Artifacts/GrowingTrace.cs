using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

public sealed class GrowingTrace
{
    [Fact]
    public async Task Each_iteration_adds_its_line_without_the_earlier_ones_being_read_again()
    {
        using var run = new SomeRun();

        for (int iteration = 1; iteration <= 3; iteration++)
            await run.Folder.AddToTraceAsync(SomeRun.Record(iteration, iteration), NobodyIsAsked, CancellationToken.None);

        Assert.Equal(Lines(1, 2, 3), run.Text(RunFolder.TraceFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"iteration\":1")]
    [InlineData("no json\n")]
    [InlineData("two", "lines of another run")]
    public async Task A_trace_that_a_crash_left_torn_or_behind_is_made_anew(params string[] content)
    {
        using var run = new SomeRun();
        await File.WriteAllLinesAsync(run.Folder.PathOf(RunFolder.TraceFile), content);

        await run.Folder.AddToTraceAsync(SomeRun.Record(3, 3), Committed(1, 2), CancellationToken.None);

        Assert.Equal(Lines(1, 2, 3), run.Text(RunFolder.TraceFile));
    }

    [Fact]
    public async Task A_step_that_runs_again_after_a_crash_does_not_repeat_its_line()
    {
        using var run = new SomeRun();
        await run.Folder.AddToTraceAsync(SomeRun.Record(1, 1), NobodyIsAsked, CancellationToken.None);
        await run.Folder.AddToTraceAsync(SomeRun.Record(2, 2), NobodyIsAsked, CancellationToken.None);

        await run.Folder.AddToTraceAsync(SomeRun.Record(2, 2), Committed(1), CancellationToken.None);

        Assert.Equal(Lines(1, 2), run.Text(RunFolder.TraceFile));
    }

    [Fact]
    public async Task Lines_longer_than_one_look_are_continued_too()
    {
        using var run = new SomeRun();
        IterationRecord talkative = SomeRun.Record(1, 1) with { EvaluatorResponse = new string('x', 300_000) };
        await run.Folder.AddToTraceAsync(talkative, NobodyIsAsked, CancellationToken.None);

        await run.Folder.AddToTraceAsync(SomeRun.Record(2, 2), NobodyIsAsked, CancellationToken.None);

        Assert.Equal(2, File.ReadLines(run.Folder.PathOf(RunFolder.TraceFile)).Count());
    }

    private static string Lines(params int[] iterations)
        => System.Text.Encoding.UTF8.GetString(RunJson.Trace(iterations.Select(one => SomeRun.Record(one, one))));

    private static Func<CancellationToken, Task<IReadOnlyList<IterationRecord>>> Committed(params int[] iterations)
        => _ => Task.FromResult<IReadOnlyList<IterationRecord>>([.. iterations.Select(one => SomeRun.Record(one, one))]);

    private static Task<IReadOnlyList<IterationRecord>> NobodyIsAsked(CancellationToken cancellationToken)
        => throw new InvalidOperationException("The trace was read back from the store though the file was in order.");
}
