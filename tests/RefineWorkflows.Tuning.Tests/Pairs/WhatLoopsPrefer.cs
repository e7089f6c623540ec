using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Tests.Activities;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Pairs;

public sealed class WhatLoopsPrefer
{
    /// <summary>A new best beats the one before it; what was turned down loses to the best; what annealing accepted although it is worse, and equals, say nothing.</summary>
    [Fact]
    public void A_new_best_beats_the_old_one_and_the_best_what_was_turned_down()
    {
        IterationRecord[] steps = [Step(1, 5, true), Step(2, 3, false), Step(3, 5, false), Step(4, 7, true), Step(5, 6, true), Step(6, null, false), Step(7, 8, true)];
        Assert.Equal([(1, 2), (4, 1), (7, 4)], Told(Run(false), steps, 0));
        Assert.Equal([(7, 4)], Told(Run(false), steps, 4));
    }

    [Fact]
    public void By_comparison_the_winner_is_the_one_that_was_accepted_whatever_the_scores()
    {
        IterationRecord[] steps = [Step(1, 9, true), Step(2, 5, true), Step(3, 8, false) with { Status = "rejected (tie)" }, Step(4, 8, false) with { Status = "rejected (lost)" }];
        Assert.Equal([(2, 1), (2, 4)], Told(Run(true), steps, 0));
    }

    [Fact]
    public async Task The_book_gathers_each_step_once_and_a_person_is_not_contradicted()
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("refine-loop", "loop", [("Strategy", "climbing"), ("MaxIterations", 5), ("Patience", 5)]);
        IReadOnlyList<IterationRecord> steps = await engine.Records.IterationsAsync("loop", CancellationToken.None);
        int told = Told(await engine.RowAsync("loop"), steps, 0).Length;
        Assert.True(told > 0);
        var book = new PairBook(engine.Votes, new MachineChoices(engine.Store, engine.Records, engine.Artifacts, engine.Votes, engine.Pictures), new PairRules());

        IReadOnlyList<PreferencePair> pairs = await book.ListAsync("owner", 0, CancellationToken.None);
        Assert.Equal(told, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal((PairSource.Machine, 0.25, PairOutcome.A), (pair.Source, pair.Weight, pair.Outcome)));
        Assert.Equal(pairs, await book.ListAsync("owner", 0, CancellationToken.None));
        Assert.Empty(await book.ListAsync("ann", 0, CancellationToken.None));
        Assert.Empty(await book.ListAsync("owner", pairs[^1].Sequence, CancellationToken.None));

        // The loop's folder may go: the pictures stay.
        Directory.Delete(engine.Artifacts.PathOf("loop"), recursive: true);
        Assert.All(pairs, pair => Assert.NotNull(engine.Pictures.Find(pair.A.Sha256)));
        await engine.Votes.AddAsync(new Vote("person", 0, "owner", pairs[0].Prompt, pairs[0].A, pairs[0].B, false, VoteOutcome.B, PairSource.Human, "owner", TimeProvider.System.GetUtcNow()), CancellationToken.None);
        IReadOnlyList<PreferencePair> after = await book.ListAsync("owner", 0, CancellationToken.None);
        Assert.Equal((told, PairSource.Human, PairOutcome.B), (after.Count, after[^1].Source, after[^1].Outcome));

        // Who was forgotten is not remembered by what the runs have kept.
        await engine.Votes.ForgetAsync("owner", CancellationToken.None);
        Assert.Empty(await book.ListAsync("owner", 0, CancellationToken.None));
    }

    private static (int Kept, int Left)[] Told(RunRow run, IReadOnlyList<IterationRecord> steps, int after)
        => [.. MachineChoices.Choices(run, steps, after).Select(choice => (choice.Kept.Iteration, choice.Left.Iteration))];

    private static RunRow Run(bool pairwise) => new()
    {
        Id = "run",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Workflow = "refine-loop",
        WorkflowVersion = 1,
        Prompt = "a fox",
        Goal = "a fox",
        Settings = new SearchSettings { Pairwise = pairwise },
        Width = 64,
        Height = 64,
        Generator = "g",
        Judge = "j",
        Proposer = "p",
    };

    private static IterationRecord Step(int iteration, double? score, bool accepted) => new()
    {
        Iteration = iteration,
        Prompt = "a fox",
        ImagePrompt = "a fox",
        ImagePath = RunFolder.PictureName(iteration),
        ImageSha256 = $"{iteration}",
        Seed = 1,
        Score = score,
        Status = "",
        Accepted = accepted,
    };
}
