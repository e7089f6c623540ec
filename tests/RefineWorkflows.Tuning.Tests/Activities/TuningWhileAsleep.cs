using System.Text.Json.Nodes;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Tests.Training;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Tests.Activities;

/// <summary>The drawing as it is shipped.</summary>
public sealed class TuningWhileAsleep
{
    [Fact]
    public async Task Nobody_having_voted_there_is_nothing_to_report()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        await using var engine = new TuningEngine(workshop);

        Assert.Null(await engine.RunAsync("cycle"));
        Assert.Empty(await engine.Tuner.Desk.ListAsync(null, default));
    }

    [Fact]
    public async Task Too_few_votes_are_written_down_and_nothing_is_trained()
    {
        await using Workshop workshop = await Workshop.OpenAsync(19);
        await using var engine = new TuningEngine(workshop);
        await engine.VoteAsync(workshop, "owner");
        TunerReport report = (await engine.RunAsync("cycle"))!;

        Assert.Equal("19 new votes: too few to train", report.SkippedReason);
        Assert.Equal((0, 0, null), (report.TrainingStep, report.PairsUsed, report.AdapterVersion));
        Assert.Empty(await engine.Tuner.Desk.ListAsync(null, default));
        Assert.Contains("too few", Assert.Single(await engine.Archive.SearchAsync("owner", "tuner:", 10, default)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enough_votes_of_which_too_few_decide_train_nothing()
    {
        await using Workshop workshop = await Workshop.OpenAsync(30);
        workshop.Pairs["owner"] = [.. workshop.Pairs["owner"].Select((pair, at) => at < 20 ? pair with { Outcome = PairOutcome.Tie } : pair)];
        await using var engine = new TuningEngine(workshop);
        await engine.VoteAsync(workshop, "owner");
        TunerReport report = (await engine.RunAsync("cycle"))!;

        Assert.StartsWith("Too few choices between two pictures to learn from: 10", report.SkippedReason, StringComparison.Ordinal);
        Assert.Equal(TrainingStatus.InsufficientPairs, Assert.Single(await engine.Tuner.Desk.ListAsync("owner", default)).Status);
    }

    [Fact]
    public async Task A_taste_that_is_there_is_learned_and_serves_and_the_next_cycle_keeps_it_without_proof_of_better()
    {
        await using Workshop workshop = await Workshop.OpenAsync(60);
        await using var engine = new TuningEngine(workshop);
        await engine.VoteAsync(workshop, "owner");
        TunerReport first = (await engine.RunAsync("first"))!;

        Assert.Null(first.SkippedReason);
        Assert.Equal((1, 60), (first.AdapterVersion, first.PairsUsed));
        Assert.InRange(first.ModelConfidence, 0.1, 1);
        Assert.Equal(1, (await engine.Tuner.Shelf.PointerAsync("owner", default))!.Version);
        JsonNode state = JsonNode.Parse((await engine.Memory.ReadAsync("owner", MemoryLabels.SessionState, default)).Value)!["tuner"]!;
        Assert.Equal(("owner-59", first.TrainingStep), ((string?)state["last_pair_id"], (long)state["training_step"]!));
        JsonNode standards = JsonNode.Parse((await engine.Memory.ReadAsync("owner", MemoryLabels.QualityStandards, default)).Value)!;
        Assert.Single(standards["training_loss_trend"]!.AsArray());

        Assert.Equal("0 new votes: too few to train", (await engine.RunAsync("nothing new"))!.SkippedReason);

        workshop.Pairs["owner"].AddRange(Workshop.Choices("owner", 60, 6, 0.1));
        await engine.VoteAsync(workshop, "owner");
        TunerReport second = (await engine.RunAsync("second"))!;

        Assert.Contains("no proof that it is better", second.SkippedReason, StringComparison.Ordinal);
        Assert.Equal((1, 66), (second.AdapterVersion, second.PairsUsed));
        Assert.Equal(2, (await engine.Tuner.Shelf.ListAsync("owner", default)).Count);
    }

    [Fact]
    public async Task What_foresees_nothing_is_rejected_and_the_report_says_why()
    {
        await using Workshop workshop = await Workshop.OpenAsync(0);
        workshop.Pairs["owner"] = NothingToTell();
        await using var engine = new TuningEngine(workshop);
        await engine.VoteAsync(workshop, "owner");
        TunerReport report = (await engine.RunAsync("cycle"))!;

        Assert.Equal(TrainingStatus.RejectedByGate, Assert.Single(await engine.Tuner.Desk.ListAsync("owner", default)).Status);
        Assert.StartsWith("It does not serve: ", report.SkippedReason, StringComparison.Ordinal);
        Assert.Null(report.AdapterVersion);
    }

    [Fact]
    public async Task One_cycle_looks_after_everybody_and_says_of_each_only_what_is_theirs()
    {
        await using Workshop workshop = await Workshop.OpenAsync(75);
        workshop.Pairs["other"] = NothingToTell();
        workshop.Pairs["third"] = [.. Workshop.Choices("third", 0, 5, 0)];
        await using var engine = new TuningEngine(workshop);
        foreach (string user in workshop.Pairs.Keys)
            await engine.VoteAsync(workshop, user);
        await engine.RunAsync("cycle");

        Assert.Equal(["other", "owner"], (await engine.Tuner.Desk.ListAsync(null, default)).Select(one => one.User).Order());
        Assert.Equal("tuner: version 1 serves", await SaidAsync("owner"));
        Assert.StartsWith("tuner: It does not serve: ", await SaidAsync("other"), StringComparison.Ordinal);
        Assert.Equal("tuner: 5 new votes: too few to train", await SaidAsync("third"));
        Assert.Null(await engine.Tuner.Shelf.PointerAsync("other", default));

        async Task<string> SaidAsync(string user) => Assert.Single(await engine.Archive.SearchAsync(user, "tuner:", 10, default)).Text;
    }

    [Fact]
    public async Task A_training_that_is_called_off_lets_the_cycle_go_on()
    {
        await using Workshop workshop = await Workshop.OpenAsync(60);
        await using var engine = new TuningEngine(workshop);
        await engine.VoteAsync(workshop, "owner");
        await engine.BeginAsync("cycle");
        RefineWorkflows.Tuning.Training.Training asked = Assert.Single(await engine.Tuner.Desk.ListAsync("owner", default));
        Assert.Equal(TrainingStatus.Cancelled, (await engine.Tuner.Desk.CancelAsync(asked.Id, default)).Status);

        Assert.Equal("It was called off.", (await engine.SettleAsync("cycle"))!.SkippedReason);
        Assert.Empty(await engine.Tuner.Shelf.ListAsync("owner", default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_the_process_dies_the_cycle_ends_as_if_it_had_not(bool afterTheWrite)
    {
        int died = 0;
        for (int at = 1; ; at++)
        {
            await using Workshop workshop = await Workshop.OpenAsync(60);
            await using (var before = new TuningEngine(workshop))
                await before.VoteAsync(workshop, "owner");
            // One process does everything: the cycle, the training, and the telling.
            var mortal = new MortalStore(workshop.Store, at, afterTheWrite);
            await using (var engine = new TuningEngine(workshop, mortal))
                await Record.ExceptionAsync(() => engine.RunAsync("cycle"));
            bool dead = mortal.HasDied;
            await workshop.ReopenAsync();
            await using var next = new TuningEngine(workshop);
            TunerReport report = (await next.SettleAsync("cycle"))!;

            Assert.Null(report.SkippedReason);
            Assert.Equal((1, 60), (report.AdapterVersion, report.PairsUsed));
            RefineWorkflows.Tuning.Training.Training training = Assert.Single(await next.Tuner.Desk.ListAsync(null, default));
            Assert.Equal((TrainingStatus.Done, true), (training.Status, training.IsTold));
            Assert.Equal([1], (await next.Tuner.Shelf.ListAsync("owner", default)).Select(one => one.Version));
            Assert.Single(await next.Archive.SearchAsync("owner", "tuner:", 10, default));
            Assert.Single(JsonNode.Parse((await next.Memory.ReadAsync("owner", MemoryLabels.QualityStandards, default)).Value)!["training_loss_trend"]!.AsArray());
            if (!dead)
                break;
            died++;
        }

        Assert.True(died > 10, $"only {died} processes died");
    }

    /// <summary>Choices without any taste behind them; of these less than half are foreseen.</summary>
    private static List<TrainingPair> NothingToTell() => [.. Workshop.Choices("noise 8", 0, 60, 0.5)];
}
