using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Notifications;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Tests.Notifications;

public sealed class WhatIsTold
{
    [Theory]
    [InlineData("finished", "finished")]
    [InlineData("faulted, finished", "finished,faulted")]
    [InlineData("grade-below:7.5,finished", "finished,grade-below:7.5")]
    [InlineData("", null)]
    [InlineData(",", null)]
    [InlineData("Finished", null)]
    [InlineData("grade-below:", null)]
    [InlineData("grade-below:11", null)]
    [InlineData("grade-below:-1", null)]
    [InlineData("grade-below:NaN", null)]
    [InlineData("finished,started", null)]
    public void Wishes_are_read_or_refused(string text, string? read) => Assert.Equal(read, Wishes.TryParse(text)?.ToString());

    [Theory]
    [InlineData(RunStatus.Finished, 6.9, "run.finished run.gradeBelow")]
    [InlineData(RunStatus.Finished, 7.0, "run.finished")]
    [InlineData(RunStatus.Finished, null, "run.finished")]
    [InlineData(RunStatus.Failed, 1.0, "run.faulted")]
    [InlineData(RunStatus.Cancelled, 1.0, "")]
    public void A_grade_counts_at_the_end_of_a_run(string status, double? score, string types)
    {
        var run = new RunResource("r", status, null, "d", 1, null, null, default, default, 0, null, null, null, null, 1, new BestView(1, score, "best.png"));
        Assert.Equal(types, string.Join(' ', Wishes.TryParse("finished,faulted,grade-below:7")!.Of(run)));
    }
}
