using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Tests.Training;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Tests.Models;

public sealed class Shelving
{
    [Fact]
    public async Task A_taste_that_is_there_is_learned_and_serves()
    {
        await using Workshop workshop = await Workshop.OpenAsync(120);
        RefineWorkflows.Tuning.Training.Training training = await TrainAsync(workshop, "one");

        Assert.True(training.Gate!.Promotes, training.Reason);
        Assert.Equal(1, (await workshop.Tuner().Shelf.PointerAsync("owner", default))!.Version);
        PreferenceModel model = (await workshop.Tuner().Shelf.CurrentAsync("owner", default))!;
        Assert.InRange(ModelTrial.Of(model, [.. Workshop.Choices("owner", 1000, 300, 0)]).AccuracyHalf, 0.7, 1);
    }

    [Fact]
    public async Task Nothing_is_promoted_that_was_learned_from_noise()
    {
        await using Workshop workshop = await Workshop.OpenAsync(0);
        workshop.Pairs["owner"] = [.. Workshop.Choices("noise 0", 0, 60, 0.5)];

        Assert.False((await TrainAsync(workshop, "one")).Gate!.Promotes);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public void Models_of_noise_do_not_serve(int votes)
    {
        string[] promoted = [.. Enumerable.Range(0, 24).AsParallel().Select(seed => Judged([.. Workshop.Choices($"fresh noise {seed} of {votes}", 0, votes, 0.5)])).Where(verdict => verdict.Promotes).Select(verdict => verdict.Sentence)];

        // Each passes with 2.5 %: four or more of 24 with 0.3 %.
        Assert.True(promoted.Length <= 3, string.Join(' ', promoted));
    }

    [Fact]
    public void A_taste_is_told_from_noise_by_a_hundred_votes_one_in_ten_of_them_flipped()
    {
        GateVerdict[] verdicts = [.. Enumerable.Range(0, 10).AsParallel().Select(seed => Judged([.. Workshop.Choices($"taste {seed}", 0, 100, 0.1)]))];

        Assert.True(verdicts.Count(verdict => verdict.Promotes) >= 9, string.Join(' ', verdicts.Select(verdict => verdict.Sentence)));
    }

    private static GateVerdict Judged(IReadOnlyList<TrainingPair> pairs)
    {
        TrainedModel trained = Learning.Training.Train(new TrainingSet(Workshop.Spec, pairs), new TrainingSettings());
        var model = PreferenceModel.Of(trained);
        Dictionary<string, TrainingPair> known = pairs.ToDictionary(pair => pair.Id);
        PairGuess[] evidence = [.. trained.HeldOut.Select(held => (held.Id, Odds: model.Odds(held.A, held.B, 0))).Select(one => new PairGuess(known[one.Id], one.Odds.A, one.Odds.B))];
        return Gate.Judge(evidence, null, pairs.Count, trained.Holdout.Kl);
    }

    [Fact]
    public async Task Too_few_votes_change_nothing()
    {
        await using Workshop workshop = await Workshop.OpenAsync(19);
        RefineWorkflows.Tuning.Training.Training training = await workshop.Tuner().Desk.AskAsync(Workshop.Request("one"), default);

        Assert.Equal(TrainingStatus.InsufficientPairs, training.Status);
        Assert.Contains("learn from: 19;", training.Reason, StringComparison.Ordinal);
        Assert.Null(await workshop.Tuner().Shelf.CurrentAsync("owner", default));
    }

    [Fact]
    public async Task The_same_votes_again_are_no_reason_to_change_what_serves()
    {
        await using Workshop workshop = await Workshop.OpenAsync(120);
        await TrainAsync(workshop, "one");
        RefineWorkflows.Tuning.Training.Training again = await TrainAsync(workshop, "two");

        Assert.Equal(2, again.Version);
        Assert.False(again.Gate!.IsBetter, again.Reason);
        Assert.Equal(1, (await workshop.Tuner().Shelf.PointerAsync("owner", default))!.Version);
    }

    [Fact]
    public async Task What_serves_goes_back_and_to_nothing_and_only_its_owner_moves()
    {
        await using Workshop workshop = await Workshop.OpenAsync(90);
        workshop.Pairs["other"] = [.. Workshop.Choices("other", 0, 90, 0)];
        await TrainAsync(workshop, "theirs", "other");
        string theirs = workshop.Fingerprint("other", 1);
        await TrainAsync(workshop, "one");
        await TrainAsync(workshop, "two");
        ModelShelf shelf = workshop.Tuner().Shelf;
        await shelf.PromoteAsync("owner", 2, "Wanted.", default);

        Assert.Equal(1, (await shelf.RollBackAsync("owner", default)).Version);
        Assert.Null((await shelf.PromoteAsync("owner", null, "Reset.", default)).Version);
        Assert.Null(await shelf.CurrentAsync("owner", default));
        Assert.Equal(1, (await shelf.PointerAsync("other", default))!.Version);
        Assert.Equal(theirs, workshop.Fingerprint("other", 1));
        await Assert.ThrowsAsync<ModelException>(() => shelf.PromoteAsync("owner", 7, "Not there.", default));
    }

    [Fact]
    public async Task Files_that_were_changed_are_refused()
    {
        await using Workshop workshop = await Workshop.OpenAsync(120);
        await TrainAsync(workshop, "one");
        string file = Path.Combine(workshop.Folder, "owner", "models", "v0001", "adapter.bin");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        Assert.Contains("adapter.bin", (await Assert.ThrowsAsync<ModelException>(() => workshop.Tuner().Shelf.CurrentAsync("owner", default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelException>(() => workshop.Tuner().Shelf.PromoteAsync("owner", 1, "Wanted.", default));
    }

    [Fact]
    public async Task A_model_whose_owner_has_changed_their_mind_is_taken_out_of_service()
    {
        await using Workshop workshop = await Workshop.OpenAsync(120);
        await TrainAsync(workshop, "one");
        workshop.Pairs["owner"].AddRange(Workshop.Choices("owner", 5000, 40, 1).Select(pair => pair with { Id = $"later {pair.Id}" }));
        ModelShelf shelf = workshop.Tuner().Shelf;
        RollingCheck check = (await shelf.CheckAsync("owner", workshop.Material("owner").Set, default))!;

        Assert.True(check.IsDegraded, $"{check.Trial}");
        Assert.Null((await shelf.PointerAsync("owner", default))!.Version);
    }

    [Fact]
    public async Task Whoever_has_no_model_of_their_own_is_served_by_everybodys()
    {
        await using Workshop workshop = await Workshop.OpenAsync(120);
        workshop.Pairs[UserName.Shared] = workshop.Pairs["owner"];
        await TrainAsync(workshop, "all", UserName.Shared);
        ModelShelf shelf = workshop.Tuner().Shelf;

        Assert.Same(await shelf.CurrentAsync(UserName.Shared, default), await shelf.CurrentAsync("newcomer", default));
    }

    [Fact]
    public void The_intervals_are_those_of_Wilson()
    {
        // 81 of 263: Wilson (1927) as computed in Newcombe (1998), table I.
        (double low, double high) = Gate.Wilson(81 / 263.0, 263);
        Assert.Equal(0.2553, low, 4);
        Assert.Equal(0.3662, high, 4);
    }

    [Fact]
    public void A_present_version_that_does_as_well_is_kept_and_one_that_does_clearly_worse_is_not()
    {
        PairGuess[] good = [.. Workshop.Choices("x", 0, 60, 0).Select((pair, at) => Guess(pair, right: at % 10 != 0))];
        Dictionary<string, PairGuess> same = good.ToDictionary(one => one.Pair.Id), worse = good.Select((one, at) => Guess(one.Pair, right: at % 2 == 0)).ToDictionary(one => one.Pair.Id);

        Assert.False(Gate.Judge(good, same, 60, 0.1).IsBetter);
        Assert.True(Gate.Judge(good, worse, 60, 0.1).Promotes);
        Assert.False(Gate.Judge(good, worse, 29, 0.1).Passes);
        Assert.False(Gate.Judge(good, worse, 60, 2.1).Passes);
        Assert.False(Gate.Judge([.. good.Select(one => one with { Pair = one.Pair with { Source = PairSource.Machine } })], null, 60, 0.1).Passes);
    }

    private static PairGuess Guess(TrainingPair pair, bool right) => right == (pair.Outcome == PairOutcome.A) ? new PairGuess(pair, 0.8, 0.2) : new PairGuess(pair, 0.2, 0.8);

    private static async Task<RefineWorkflows.Tuning.Training.Training> TrainAsync(Workshop workshop, string id, string user = "owner")
    {
        Tuner tuner = workshop.Tuner(options: new RunnerOptions());
        await tuner.Desk.AskAsync(Workshop.Request(id, user) with { Settings = new TrainingSettings() }, default);
        return await tuner.Runner.RunAsync(id, default);
    }
}
