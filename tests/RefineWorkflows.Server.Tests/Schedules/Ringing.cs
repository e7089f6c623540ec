using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Schedules;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Schedules;

/// <summary>The real bell on the real clock.</summary>
public sealed class Ringing
{
    [Fact]
    public async Task A_published_schedule_starts_by_itself_and_each_second_once_though_two_processes_keep_it()
    {
        using var folder = new TempFolder();
        await using Workbench first = await OpenAsync(folder);
        await using Workbench second = await OpenAsync(folder);
        await using var one = new ScheduleKeeper(first, TimeProvider.System);
        await using var two = new ScheduleKeeper(second, TimeProvider.System);
        one.Start();
        two.Start();
        await first.PublishAsync(Occurrences.TimedBy("* * * * * *"));

        await first.UntilAsync(async () => (await first.InstancesAsync("timed")).Count >= 3);
        string[] seconds = [.. (await first.InstancesAsync("timed")).Select(started => started.Id.Value[..15])];
        Assert.Equal(seconds.Length, seconds.Distinct().Count());
    }

    [Fact]
    public async Task When_the_process_that_rings_ends_another_takes_over()
    {
        using var folder = new TempFolder();
        await using Workbench first = await OpenAsync(folder);
        await using Workbench second = await OpenAsync(folder);
        await first.PublishAsync(Occurrences.TimedBy("* * * * * *"));
        await using var two = new ScheduleKeeper(second, TimeProvider.System);
        await using (var one = new ScheduleKeeper(first, TimeProvider.System))
        {
            one.Start();
            await first.UntilAsync(async () => (await first.InstancesAsync("timed")).Count > 0);
            two.Start();
        }

        int before = (await first.InstancesAsync("timed")).Count;
        await first.UntilAsync(async () => (await first.InstancesAsync("timed")).Count >= before + 2);
        string[] seconds = [.. (await first.InstancesAsync("timed")).Select(started => started.Id.Value[..15])];
        Assert.Equal(seconds.Length, seconds.Distinct().Count());
    }

    private static Task<Workbench> OpenAsync(TempFolder folder) => Workbench.OpenAsync(RefineSettings.Load(folder.Path), TextWriter.Null, TextWriter.Null, CancellationToken.None);
}
