using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Activities;

/// <summary>The shipped loop that asks which of two is better.</summary>
public sealed class AskingPeople
{
    /// <summary>Whatever side luck has put a picture on: what is chosen is the picture that was seen there.</summary>
    [Theory]
    [InlineData(VoteOutcome.A), InlineData(VoteOutcome.B), InlineData(VoteOutcome.Tie), InlineData(VoteOutcome.BothBad), InlineData(VoteOutcome.Skip)]
    public async Task The_loop_ends_with_the_picture_that_was_chosen(VoteOutcome answer)
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("asked", ("StyleA", "in the snow"), ("StyleB", "at night"), ("User", "ann"));
        Ballot ballot = await engine.OpenBallotAsync("asked");
        Assert.Equal(("asked", "ann", VoteOutcome.Skip), (ballot.Run, ballot.User, ballot.Default));
        Assert.True(await engine.AnswerAsync(ballot, answer));

        RunRow run = await engine.RowAsync("asked");
        Assert.Equal(InstanceSubStatus.Finished, (await engine.StateAsync("asked")).SubStatus);
        int chosen = answer switch { VoteOutcome.A => ballot.A.Iteration, VoteOutcome.B => ballot.B.Iteration, _ => 1 };
        Assert.Equal((StopReasons.MaxIterations, 2, chosen), (run.Reason, run.Iterations, run.Best!.Iteration));
        string runs = engine.Artifacts.PathOf("asked");
        Assert.Equal(File.ReadAllBytes(Path.Combine(runs, RunFolder.PictureName(chosen))), File.ReadAllBytes(Path.Combine(runs, "best.png")));
        Assert.Contains(chosen == 2 ? "ann prefers it to picture 1" : "not chosen", File.ReadAllText(Path.Combine(runs, "summary.txt")), StringComparison.Ordinal);
        IReadOnlyList<IterationRecord> steps = await engine.Records.IterationsAsync("asked", CancellationToken.None);
        Assert.Equal(["a red fox, in the snow", "a red fox, at night"], steps.Select(step => step.Prompt));

        Vote vote = Assert.Single(await engine.Votes.ListAsync("ann", 0, 10, CancellationToken.None));
        Assert.Equal((ballot.Id, answer, PairSource.Human, ballot.Swapped), (vote.Id, vote.Outcome, vote.Source, vote.Swapped));
        Assert.Equal(steps[vote.A.Iteration!.Value - 1].ImageSha256, vote.A.Sha256);
        Assert.Equal(File.ReadAllBytes(Path.Combine(runs, RunFolder.PictureName(vote.B.Iteration!.Value))), await engine.Pictures.ReadAsync(vote.B.Sha256, CancellationToken.None));
    }

    [Fact]
    public async Task Every_further_round_asks_about_the_best_so_far()
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("rounds", ("Rounds", 4));
        var pairs = new List<(int, int)>();
        while ((await engine.StateAsync("rounds")).SubStatus == InstanceSubStatus.Suspended)
        {
            Ballot ballot = await engine.OpenBallotAsync("rounds");
            pairs.Add((ballot.Named.First.Iteration, ballot.Named.Second.Iteration));
            // The second and the fourth new picture win.
            bool wins = ballot.Named.Second.Iteration is 3 or 5;
            await engine.AnswerAsync(ballot, wins == ballot.Swapped ? VoteOutcome.A : VoteOutcome.B);
        }

        Assert.Equal([(1, 2), (1, 3), (3, 4), (3, 5)], pairs);
        Assert.Equal(5, (await engine.RowAsync("rounds")).Best!.Iteration);
        Assert.Equal(4, (await engine.Votes.HeadAsync("owner", CancellationToken.None)).Last);
    }

    [Fact]
    public async Task Sides_are_shuffled_by_the_seed_and_not_by_the_moment()
    {
        var swapped = new List<bool>();
        for (int seed = 0; seed < 3; seed++)
        {
            using var folder = new TempFolder();
            await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
            await engine.RunAsync("run", ("Seed", seed));
            swapped.Add((await engine.OpenBallotAsync("run")).Swapped);
            await engine.RunAsync("again", ("Seed", seed));
            Assert.Equal(swapped[^1], (await engine.OpenBallotAsync("again")).Swapped);
        }

        Assert.Contains(true, swapped);
        Assert.Contains(false, swapped);
    }

    [Fact]
    public async Task The_first_answer_counts_and_is_one_vote_however_often_it_arrives()
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("twice");
        Ballot ballot = await engine.OpenBallotAsync("twice");
        // The desk had put the vote into the book before it fell over; the run hears another answer later.
        Vote desk = await engine.Votes.AddAsync(ballot.Answered(VoteOutcome.B, "ann", TimeProvider.System.GetUtcNow()), CancellationToken.None);
        Assert.True(await engine.AnswerAsync(ballot, VoteOutcome.A, "bob"));
        Assert.False(await engine.AnswerAsync(ballot, VoteOutcome.A, "bob"));

        Assert.Equal([desk], await engine.Votes.ListAsync("owner", 0, 10, CancellationToken.None));
        Assert.Equal(ballot.B.Iteration, (await engine.RowAsync("twice")).Best!.Iteration);
        Ballot closed = (await engine.Ballots.FindAsync(ballot.Id, CancellationToken.None))!;
        Assert.Equal((VoteOutcome.B, "ann"), (closed.Outcome, closed.By));
    }

    [Theory, InlineData("00:00:00"), InlineData("00:00:00.05")]
    public async Task Without_an_answer_the_run_goes_on_and_nothing_is_learned(string deadline)
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("late", ("VoteDeadline", deadline));
        if (deadline != "00:00:00")
            await engine.Host.FollowAsync(new InstanceId("late"), CancellationToken.None);
        Assert.Equal((StopReasons.MaxIterations, 1), ((await engine.RowAsync("late")).Reason, (await engine.RowAsync("late")).Best!.Iteration));
        Assert.Empty(await engine.Votes.ListAsync("owner", 0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Who_was_forgotten_while_a_run_waited_is_not_remembered_by_it()
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("gone");
        Ballot ballot = await engine.OpenBallotAsync("gone");
        await engine.Votes.ForgetAsync("owner", CancellationToken.None);
        await engine.AnswerAsync(ballot, VoteOutcome.A);
        Assert.Empty(await engine.Votes.ListAsync("owner", 0, 10, CancellationToken.None));
        Assert.Equal(InstanceSubStatus.Finished, (await engine.StateAsync("gone")).SubStatus);
    }

    /// <summary>The drawing chooses without asking: what it says is a machine's vote, which counts less.</summary>
    [Theory, InlineData("second", 2), InlineData("first", 1), InlineData("bad", 1)]
    public async Task A_machines_choice_is_recorded_as_its_vote(string choice, int best)
    {
        using var folder = new TempFolder();
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        await engine.RunAsync("ab-test", "chosen", [("VoteDeadline", "00:00:00")], drawn =>
        {
            JsonNode drawing = JsonNode.Parse(drawn)!;
            JsonNode record = drawing["root"]!["activities"]!.AsArray().Single(one => (string?)one!["type"] == "Refine.RecordSelection")!;
            foreach ((string input, string text) in new[] { ("choice", choice), ("by", "the house rule") })
                record[input] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text } };
            return drawing.ToJsonString();
        });

        Assert.Equal(best, (await engine.RowAsync("chosen")).Best!.Iteration);
        Vote vote = Assert.Single(await engine.Votes.ListAsync("owner", 0, 10, CancellationToken.None));
        Assert.Equal((PairSource.Machine, "the house rule", 1, 2), (vote.Source, vote.By, vote.A.Iteration!.Value, vote.B.Iteration!.Value));
        Assert.Equal(0.25, Assert.Single(CleanPairs.Of([vote], new PairRules()).Pairs).Weight);
    }

    /// <summary>The process dies at each commit of the answer's burst, before and after the write; another one finishes.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_process_that_dies_at_any_commit_leaves_one_vote_and_the_run_goes_on(bool afterTheWrite)
    {
        int died = 0;
        for (int at = 1; ; at++)
        {
            using var folder = new TempFolder();
            bool dead;
            string id = "mortal";
            Ballot ballot;
            await using (VotingEngine first = await VotingEngine.OpenAsync(folder.Path))
            {
                await first.RunAsync(id);
                ballot = await first.OpenBallotAsync(id);
            }

            MortalStore? mortal = null;
            await using (VotingEngine second = await VotingEngine.OpenAsync(folder.Path, store => mortal = new MortalStore(store, at, afterTheWrite)))
            {
                try
                {
                    await second.AnswerAsync(ballot, VoteOutcome.B);
                }
                catch (ProcessDiedException)
                {
                    died++;
                }

                dead = mortal!.HasDied;
            }

            await using VotingEngine third = await VotingEngine.OpenAsync(folder.Path);
            if (dead)
            {
                await third.Store.EndLeasesOfDeadNodesAsync(CancellationToken.None);
                if ((await third.StateAsync(id)).SubStatus != InstanceSubStatus.Finished)
                    await third.Host.FollowAsync(new InstanceId(id), CancellationToken.None);
            }

            InstanceState state = await third.StateAsync(id);
            Assert.Equal(InstanceSubStatus.Finished, state.SubStatus);
            Assert.Equal(ballot.B.Iteration, (await third.RowAsync(id)).Best!.Iteration);
            Assert.Equal([1L], (await third.Votes.ListAsync("owner", 0, 10, CancellationToken.None)).Select(vote => vote.Sequence));
            if (!dead)
                break;
        }

        Assert.True(died > 1);
    }
}
