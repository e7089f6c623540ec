using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Tests.Training;

public sealed class InterruptedTrainings
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_version_is_the_same_to_the_bit_wherever_the_process_dies(bool afterTheWrite)
    {
        (string expected, long steps) = await UndisturbedAsync();
        await using Workshop workshop = await Workshop.OpenAsync();
        var clock = new StillClock();
        int died = 0;
        for (int commit = 1; ; commit++)
        {
            string user = $"u{commit}";
            workshop.Pairs[user] = workshop.Pairs["owner"];
            TrainingRequest request = Workshop.Request("one", user) with { Id = $"one-{commit}" };
            await workshop.Tuner(time: clock).Desk.AskAsync(request, default);
            var mortal = new MortalStore(workshop.Store, commit, afterTheWrite);
            await Record.ExceptionAsync(() => workshop.Tuner(mortal, time: clock).Runner.RunAsync(request.Id, default));
            if (!mortal.HasDied)
                break;
            died++;
            RefineWorkflows.Tuning.Training.Training training = await workshop.Tuner(time: clock).Runner.RunAsync(request.Id, default);

            Assert.Equal(TrainingStatus.Done, training.Status);
            Assert.Equal(1, training.Version);
            Assert.Equal(steps, training.Figures!.Step);
            Assert.Equal(expected, Anonymous(workshop, user));
        }

        Assert.True(died > 8, $"only {died} processes died");
    }

    [Fact]
    public async Task The_version_is_the_same_to_the_bit_when_it_is_stopped_and_gone_on_with_at_every_single_step()
    {
        (string expected, long steps) = await UndisturbedAsync();
        await using Workshop workshop = await Workshop.OpenAsync();
        var clock = new StillClock();
        await workshop.Tuner(time: clock).Desk.AskAsync(Workshop.Request("one"), default);
        int stops = 0;
        RefineWorkflows.Tuning.Training.Training training;
        do
        {
            using var stop = new CancellationTokenSource();
            int seen = 0;
            // The room is looked at before each step: the second look asks it to stop.
            Tuner tuner = workshop.Tuner(time: clock, isTaken: () =>
            {
                if (++seen == 2)
                    stop.Cancel();
                return false;
            });
            await Record.ExceptionAsync(() => tuner.Runner.RunAsync("one", stop.Token));
            training = (await tuner.Desk.FindAsync("one", default))!;
            Assert.True(training.IsOver || training.Status == TrainingStatus.Queued, training.Status.ToString());
            stops += training.IsOver ? 0 : 1;
        }
        while (!training.IsOver);

        Assert.Equal(TrainingStatus.Done, training.Status);
        Assert.Equal(expected, Anonymous(workshop, "owner"));
        Assert.InRange(stops, (int)(steps / 2) - 1, (int)steps + 1);
    }

    [Fact]
    public async Task A_torn_checkpoint_is_passed_over_for_the_one_before_it()
    {
        (string expected, _) = await UndisturbedAsync();
        await using Workshop workshop = await Workshop.OpenAsync();
        var clock = new StillClock();
        await workshop.Tuner(time: clock).Desk.AskAsync(Workshop.Request("one"), default);
        var mortal = new MortalStore(workshop.Store, 4, afterTheWrite: true);
        await Record.ExceptionAsync(() => workshop.Tuner(mortal, time: clock).Runner.RunAsync("one", default));
        RefineWorkflows.Tuning.Training.Training interrupted = (await workshop.Tuner().Desk.FindAsync("one", default))!;
        Assert.Equal(2, interrupted.Checkpoints.Count);
        string newest = Path.Combine(workshop.Folder, "owner", "trainings", "one", interrupted.Checkpoints[0].File);
        byte[] bytes = await File.ReadAllBytesAsync(newest);
        await File.WriteAllBytesAsync(newest, bytes[..(bytes.Length / 2)]);

        Assert.Equal(TrainingStatus.Done, (await workshop.Tuner(time: clock).Runner.RunAsync("one", default)).Status);
        Assert.Equal(expected, Anonymous(workshop, "owner"));
    }

    [Fact]
    public async Task Each_step_is_told_once_however_often_it_is_done()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        await workshop.Tuner().Desk.AskAsync(Workshop.Request("one"), default);
        for (int commit = 2; commit < 9; commit += 2)
            await Record.ExceptionAsync(() => workshop.Tuner(new MortalStore(workshop.Store, commit, afterTheWrite: false)).Runner.RunAsync("one", default));
        RefineWorkflows.Tuning.Training.Training training = await workshop.Tuner().Runner.RunAsync("one", default);
        IReadOnlyList<TrainingEpoch> epochs = await workshop.Tuner().Desk.EpochsAsync("one", default);

        Assert.Equal(training.Figures!.Step, epochs.Sum(one => one.Losses.Count));
        Assert.Equal([.. epochs.Select(one => one.FirstStep).Order()], epochs.Select(one => one.FirstStep));
        Assert.All(epochs.Zip(epochs.Skip(1)), two => Assert.Equal(two.First.FirstStep + two.First.Losses.Count, two.Second.FirstStep));
        Assert.All(epochs.SelectMany(one => one.Losses), loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public async Task A_dataset_that_was_changed_is_not_learned_from()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        await workshop.Tuner().Desk.AskAsync(Workshop.Request("one"), default);
        string file = Path.Combine(workshop.Folder, "owner", "trainings", "one", "dataset.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        RefineWorkflows.Tuning.Training.Training training = await workshop.Tuner().Runner.RunAsync("one", default);

        Assert.Equal(TrainingStatus.Failed, training.Status);
        Assert.Contains("dataset.json", training.Reason, StringComparison.Ordinal);
    }

    private static async Task<(string Fingerprint, long Steps)> UndisturbedAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        var clock = new StillClock();
        await workshop.Tuner(time: clock).Desk.AskAsync(Workshop.Request("one"), default);
        RefineWorkflows.Tuning.Training.Training training = await workshop.Tuner(time: clock).Runner.RunAsync("one", default);
        Assert.Equal(TrainingStatus.Done, training.Status);
        Assert.True(training.Gate!.IsBetter, training.Reason);
        return (Anonymous(workshop, "owner"), training.Figures!.Step);
    }

    /// <summary>The version's bytes without the hash of its user's name.</summary>
    private static string Anonymous(Workshop workshop, string user)
    {
        string file = Path.Combine(workshop.Folder, user, "models", "v0001", "adapter.json");
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(user)));
        string json = File.ReadAllText(file);
        Assert.Contains(hash, json, StringComparison.Ordinal);
        File.WriteAllText(file, json.Replace(hash, "", StringComparison.Ordinal));
        return workshop.Fingerprint(user, 1);
    }
}
