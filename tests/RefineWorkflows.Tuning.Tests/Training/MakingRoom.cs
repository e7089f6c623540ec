using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Tests.Training;

public sealed class MakingRoom
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Whoever_generates_has_the_device_within_five_seconds_and_the_training_loses_nothing()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        await AskAsync(workshop, "undisturbed", "undisturbed");
        await workshop.Tuner().Runner.RunAsync("undisturbed", default);

        var clock = new BriskClock();
        DateTimeOffset begin = clock.GetUtcNow().AddSeconds(7.5), end = begin.AddMinutes(10);
        DateTimeOffset? yielded = null, resumed = null;
        var steps = new List<DateTimeOffset>();
        Tuner tuner = workshop.Tuner(
            time: clock,
            options: new RunnerOptions { CheckpointSteps = 1 },
            isTaken: () =>
            {
                bool taken = clock.GetUtcNow() >= begin && clock.GetUtcNow() < end;
                if (!taken)
                {
                    // What is about to be done takes so long.
                    steps.Add(clock.GetUtcNow());
                    clock.Pass(Step);
                }

                return taken;
            });
        tuner.Runner.Progressed += training =>
        {
            if (training.Status == TrainingStatus.Yielding)
                yielded ??= clock.GetUtcNow();
            else if (yielded is not null)
                resumed ??= clock.GetUtcNow();
        };
        await AskAsync(workshop, "disturbed", "disturbed");
        RefineWorkflows.Tuning.Training.Training over = await tuner.Runner.RunAsync("disturbed", default);

        Assert.InRange(yielded!.Value - begin, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(resumed!.Value - end, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(steps, at => at >= begin && at < end);
        Assert.Equal(TrainingStatus.Done, over.Status);
        Assert.Equal(await NumbersAsync(workshop, "undisturbed"), await NumbersAsync(workshop, "disturbed"));
    }

    [Fact]
    public async Task A_training_that_is_called_off_ends_before_its_next_step_but_one()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        Tuner tuner = null!;
        long looks = 0;
        tuner = workshop.Tuner(options: new RunnerOptions { CheckpointSteps = 1 }, isTaken: () =>
        {
            if (++looks == 4)
                tuner.Desk.CancelAsync("one", default).GetAwaiter().GetResult();
            return false;
        });
        await tuner.Desk.AskAsync(Workshop.Request("one"), default);
        RefineWorkflows.Tuning.Training.Training over = await tuner.Runner.RunAsync("one", default);

        Assert.Equal((TrainingStatus.Cancelled, "It was called off."), (over.Status, over.Reason));
        Assert.Equal(4, looks);
        Assert.Empty(await tuner.Shelf.ListAsync("owner", default));
        Assert.Empty(Directory.GetFiles(Path.Combine(workshop.Folder, "owner", "trainings", "one"), "checkpoint-*"));
    }

    [Fact]
    public async Task A_training_that_makes_room_can_be_called_off_while_it_waits()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        Tuner tuner = workshop.Tuner(time: new BriskClock(), isTaken: () => true);
        await tuner.Desk.AskAsync(Workshop.Request("one"), default);
        tuner.Runner.Progressed += training =>
        {
            if (training.Status == TrainingStatus.Yielding)
                tuner.Desk.CancelAsync("one", default).GetAwaiter().GetResult();
        };

        Assert.Equal(TrainingStatus.Cancelled, (await tuner.Runner.RunAsync("one", default)).Status);
        Assert.Equal(TrainingStatus.Cancelled, (await tuner.Desk.CancelAsync("one", default)).Status);
    }

    [Fact]
    public async Task What_is_over_stays_as_it_is_when_it_is_called_off()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        Tuner tuner = workshop.Tuner();
        await tuner.Desk.AskAsync(Workshop.Request("one"), default);
        RefineWorkflows.Tuning.Training.Training over = await tuner.Runner.RunAsync("one", default);

        Assert.Equal(TrainingStatus.Done, (await tuner.Desk.CancelAsync("one", default)).Status);
        Assert.Equal(over.FinishedAt, (await tuner.Runner.RunAsync("one", default)).FinishedAt);
        await Assert.ThrowsAsync<TrainingException>(() => tuner.Desk.CancelAsync("none", default));
    }

    [Fact]
    public async Task Another_process_that_wants_the_card_gets_it_at_the_next_look()
    {
        using var folder = new TempFolder();
        using var room = new TrainingRoom(() => false, new GpuLease(folder.Path, "card", TimeProvider.System));
        using var painter = new GpuLease(folder.Path, "card", TimeProvider.System);
        Assert.True(await room.TryEnterAsync(default));
        Task taking = painter.TakeAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await room.TryEnterAsync(patience.Token) && !patience.IsCancellationRequested)
            await Task.Yield();
        await taking.WaitAsync(patience.Token);

        Assert.False(await room.TryEnterAsync(default));
        painter.GiveUp();
        Assert.True(await room.TryEnterAsync(default));
    }

    private static async Task AskAsync(Workshop workshop, string id, string user)
    {
        workshop.Pairs[user] = workshop.Pairs["owner"];
        await workshop.Tuner(time: new StillClock()).Desk.AskAsync(Workshop.Request(id, user), default);
    }

    private static Task<byte[]> NumbersAsync(Workshop workshop, string user) => File.ReadAllBytesAsync(Path.Combine(workshop.Folder, user, "models", "v0001", "adapter.bin"));
}
