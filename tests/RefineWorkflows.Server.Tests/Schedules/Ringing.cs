using Microsoft.Extensions.Logging.Abstractions;
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

    [Fact]
    public async Task What_an_earlier_process_wanted_to_be_rung_for_and_nobody_publishes_is_forgotten()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "quartz.db");
        await using (Bell before = await HangAsync(file))
            await before.RingAtAsync("gone/clock", TimeProvider.System.GetUtcNow().AddYears(1), default);
        await using (Bell still = await HangAsync(file))
            Assert.Equal(["gone/clock"], await still.SchedulesAsync(default));

        await using Workbench workbench = await OpenAsync(folder);
        await workbench.PublishAsync(Occurrences.TimedBy("* * * * * *"));
        await using (var keeper = new ScheduleKeeper(workbench, TimeProvider.System))
        {
            keeper.Start();
            await workbench.UntilAsync(async () => (await workbench.InstancesAsync("timed")).Count > 0);
        }

        await using Bell after = await HangAsync(file);
        Assert.DoesNotContain("gone/clock", await after.SchedulesAsync(default));
    }

    private static Task<Bell> HangAsync(string file) => Bell.HangAsync(file, (_, _) => Task.FromResult<DateTimeOffset?>(null), NullLoggerFactory.Instance, default);

    private static Task<Workbench> OpenAsync(TempFolder folder) => Workbench.OpenAsync(RefineSettings.Load(folder.Path), TextWriter.Null, TextWriter.Null, CancellationToken.None);
}
