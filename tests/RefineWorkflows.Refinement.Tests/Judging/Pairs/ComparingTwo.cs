using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Judging.Pairs;
using static RefineWorkflows.Refinement.Tests.Judging.Pairs.ScriptedPairJudge;

namespace RefineWorkflows.Refinement.Tests.Judging.Pairs;

public sealed class ComparingTwo
{
    private const string Babble = "What a lovely pair of pictures!";

    private static readonly byte[] Better = [1];
    private static readonly byte[] Worse = [2];
    private static readonly PairQuestion Question = new("a lamp", Better, Worse);

    /// <summary>What is said of the pictures in each order (the second as it is shown, so turned round), winner, consistency.</summary>
    [Theory]
    [InlineData("Image A", "Image B", PairWinner.ImageA, PairConsistency.Agree)]
    [InlineData("Image B", "Image A", PairWinner.ImageB, PairConsistency.Agree)]
    [InlineData("Tie", "Tie", PairWinner.Tie, PairConsistency.Agree)]
    [InlineData("Image A", "Image A", PairWinner.Tie, PairConsistency.Flip)]
    [InlineData("Image B", "Image B", PairWinner.Tie, PairConsistency.Flip)]
    [InlineData("Image A", "Tie", PairWinner.Tie, PairConsistency.Partial)]
    [InlineData("Tie", "Image B", PairWinner.Tie, PairConsistency.Partial)]
    [InlineData("Image B", "Tie", PairWinner.Tie, PairConsistency.Partial)]
    [InlineData("Tie", "Image A", PairWinner.Tie, PairConsistency.Partial)]
    [InlineData("Image A", "image c", PairWinner.Failed, PairConsistency.Incomplete)]
    [InlineData("image c", "Image A", PairWinner.Failed, PairConsistency.Incomplete)]
    [InlineData("Tie", "image c", PairWinner.Failed, PairConsistency.Incomplete)]
    [InlineData("image c", "image-a", PairWinner.Failed, PairConsistency.Failed)]
    public async Task Only_a_win_that_survives_the_swap_counts(string first, string second, PairWinner winner, PairConsistency consistency)
    {
        PairComparison comparison = await CompareAsync(new ScriptedPairJudge(Says(first), Says(second)), new PairSettings { Retries = 0 });

        Assert.Equal(winner, comparison.Winner);
        Assert.Equal(consistency, Assert.Single(comparison.Rounds).Consistency);
    }

    [Theory]
    [InlineData("Image A", "Tie", PairWinner.ImageA)]
    [InlineData("Tie", "Image B", PairWinner.ImageA)]
    [InlineData("Tie", "Image A", PairWinner.ImageB)]
    [InlineData("Image A", "Image A", PairWinner.Tie)]
    public async Task Leaning_lets_a_win_beat_a_tie_but_no_flip(string first, string second, PairWinner winner)
        => Assert.Equal(winner, (await CompareAsync(new ScriptedPairJudge(Says(first), Says(second)), new PairSettings { Lean = true })).Winner);

    [Theory]
    [InlineData("Image A", "image c", PairWinner.ImageA)]
    [InlineData("image c", "Image A", PairWinner.ImageB)]
    [InlineData("image c", "Tie", PairWinner.Tie)]
    public async Task A_single_order_counts_only_where_it_is_allowed(string first, string second, PairWinner winner)
    {
        PairComparison comparison = await CompareAsync(new ScriptedPairJudge(Says(first), Says(second)), new PairSettings { Retries = 0, AllowSingleOrder = true });

        Assert.Equal(winner, comparison.Winner);
        Assert.True(comparison.Rounds[0].SingleOrder);
    }

    [Theory]
    [InlineData("Image A", 1.0)]
    [InlineData("Image B", -1.0)]
    public async Task A_judge_that_goes_by_the_place_never_changes_a_winner(string always, double bias)
    {
        var comparisons = new List<PairComparison>();
        for (byte pair = 0; pair < 20; pair++)
            comparisons.Add(await new PairComparer(new ScriptedPairJudge(_ => Says(always)), new PairSettings()).CompareAsync(new PairQuestion("a lamp", new[] { pair }, Worse), CancellationToken.None));
        PairTally tally = Assert.Single(PairTally.Of(comparisons));

        Assert.All(comparisons, comparison => Assert.Equal(PairWinner.Tie, comparison.Winner));
        Assert.Equal((bias, 0.0, 20), (tally.PositionBias, tally.SwapConsistency, tally.Flipped));
    }

    [Fact]
    public async Task A_judge_that_looks_finds_the_better_picture_wherever_it_stands()
    {
        var judge = new ScriptedPairJudge(request => Says(request.First.Span.SequenceEqual(Better) ? "Image A" : "Image B"));
        PairComparison there = await CompareAsync(judge, new PairSettings());
        PairComparison back = await new PairComparer(judge, new PairSettings()).CompareAsync(new PairQuestion("a lamp", Worse, Better), CancellationToken.None);

        Assert.Equal((PairWinner.ImageA, PairWinner.ImageB), (there.Winner, back.Winner));
        Assert.Equal(0.0, PairTally.Of([there, back])[0].PositionBias);
    }

    [Fact]
    public async Task Babble_is_asked_for_again_within_one_budget_and_then_it_is_a_failure_that_keeps_the_last_reply()
    {
        var judge = new ScriptedPairJudge(request => $"{Babble} {request.Reminder}");
        PairComparison comparison = await CompareAsync(judge, new PairSettings { Retries = 3, SwapAndAgree = false });
        PairCall call = comparison.Rounds[0].First;

        Assert.Equal((PairWinner.Failed, 4, 4), (comparison.Winner, call.Attempts, judge.Requests.Count));
        Assert.Null(judge.Requests[0].Reminder);
        Assert.All(judge.Requests.Skip(1), request => Assert.Contains("no complete JSON object", request.Reminder, StringComparison.Ordinal));
        Assert.Equal($"{Babble} {judge.Requests[3].Reminder}", call.RawReply);
        Assert.Equal("it holds no complete JSON object", call.Problem);
    }

    [Fact]
    public async Task A_judge_that_mends_its_reply_is_heard()
    {
        PairComparison comparison = await CompareAsync(new ScriptedPairJudge(Babble, Says("A wins"), Says("Image B")), new PairSettings { SwapAndAgree = false });

        Assert.Equal((PairWinner.ImageB, 3), (comparison.Winner, comparison.Rounds[0].First.Attempts));
        Assert.Null(comparison.Rounds[0].First.Problem);
    }

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new BackEndException("judge", BackEndFailure.Overloaded, "is busy"), true },
        { new BackEndException("judge", BackEndFailure.Auth, "knows no such key"), false },
        { new InvalidOperationException("is broken"), false },
        { new TaskCanceledException("took too long"), false },
        { new ArgumentNullException("request", "is wrong inside"), false },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task A_judge_that_throws_has_failed_and_nothing_else_ends(Exception failure, bool transient)
    {
        PairComparison comparison = await CompareAsync(new ScriptedPairJudge(_ => throw failure), new PairSettings());

        Assert.Equal((PairWinner.Failed, transient), (comparison.Winner, comparison.IsTransient));
        Assert.All(comparison.Calls, call => Assert.Equal((null, failure.Message, 1), (call.RawReply, call.Problem, call.Attempts)));
    }

    [Fact]
    public async Task Babble_before_a_failure_is_kept()
    {
        int asked = 0;
        PairComparison comparison = await CompareAsync(new ScriptedPairJudge(_ => ++asked == 1 ? Babble : throw new InvalidOperationException("is broken")), new PairSettings { SwapAndAgree = false });

        Assert.Equal((PairWinner.Failed, Babble, "is broken"), (comparison.Winner, comparison.Rounds[0].First.RawReply, comparison.Rounds[0].First.Problem));
    }

    [Fact]
    public async Task Cancelling_is_no_failure_of_the_judge()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PairComparer(new ScriptedPairJudge(Babble), new PairSettings()).CompareAsync(Question, new CancellationToken(true)));

    [Fact]
    public async Task A_budget_that_is_used_up_is_no_failure_of_the_judge()
        => await Assert.ThrowsAsync<BudgetException>(() => CompareAsync(new ScriptedPairJudge(_ => throw new BudgetException("the cap is reached")), new PairSettings()));

    [Fact]
    public async Task A_verdict_against_its_own_reasons_is_asked_for_once_more()
    {
        var judge = new ScriptedPairJudge(Says("Image A", "Image B is better."), Says("Image B", "Image B is better."));
        PairComparison comparison = await CompareAsync(judge, new PairSettings { SwapAndAgree = false });

        Assert.Equal((PairWinner.ImageB, false, 2), (comparison.Winner, comparison.RationaleConflict, judge.Requests.Count));
    }

    [Fact]
    public async Task A_verdict_that_stays_against_its_own_reasons_counts_and_is_told()
    {
        var judge = new ScriptedPairJudge(_ => Says("Image A", "Image B is better."));
        PairComparison comparison = await CompareAsync(judge, new PairSettings { SwapAndAgree = false });

        Assert.Equal((PairWinner.ImageA, true, 2), (comparison.Winner, comparison.RationaleConflict, judge.Requests.Count));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public async Task A_doubtful_verdict_is_kept_when_the_second_look_is_babble(int retries, int attempts)
    {
        int asked = 0;
        var judge = new ScriptedPairJudge(_ => ++asked == 1 ? Says("Image A", "Image B is better.") : Babble);
        PairComparison comparison = await CompareAsync(judge, new PairSettings { SwapAndAgree = false, Retries = retries });

        Assert.Equal((PairWinner.ImageA, true, attempts), (comparison.Winner, comparison.RationaleConflict, judge.Requests.Count));
        Assert.Equal(Says("Image A", "Image B is better."), comparison.Rounds[0].First.RawReply);
    }

    [Theory]
    [InlineData("Image A", "Image A", "Tie", PairWinner.ImageA)]
    [InlineData("Image A", "Image B", "Tie", PairWinner.Tie)]
    [InlineData("Image A", "image c", "image c", PairWinner.ImageA)]
    [InlineData("Image A", "Image B", "image c", PairWinner.Tie)]
    [InlineData("image c", "image c", "image c", PairWinner.Failed)]
    public async Task Of_several_samples_the_winner_of_most_counts(string first, string second, string third, PairWinner winner)
    {
        var judge = new ScriptedPairJudge(Says(first), Says(second), Says(third));
        PairComparison comparison = await CompareAsync(judge, new PairSettings { Samples = 3, SwapAndAgree = false, Retries = 0 });

        Assert.Equal(winner, comparison.Winner);
        Assert.Equal([0UL, 1, 2], judge.Requests.Select(request => request.Seed));
    }

    [Fact]
    public async Task Samples_that_differ_are_told()
    {
        PairComparison steady = await CompareAsync(new ScriptedPairJudge(_ => Says("Image A")), new PairSettings { Samples = 3, SwapAndAgree = false });
        PairComparison wild = await CompareAsync(new ScriptedPairJudge(Says("Image A"), Says("Image B"), Says("Image A")), new PairSettings { Samples = 3, SwapAndAgree = false });

        Assert.Equal((0.0, false), (steady.Spread, steady.IsUnsteady));
        Assert.Equal(Math.Sqrt(2) / 3, wild.Spread!.Value, 12);
        Assert.True(wild.IsUnsteady);
    }

    [Fact]
    public async Task A_comparison_is_stored_with_judge_and_raw_reply()
    {
        PairComparison comparison = await CompareAsync(new ScriptedPairJudge(Says("none"), Says("tie")), new PairSettings());
        var stored = comparison.ToJson();

        Assert.Equal(("pairwise_comparison", "Tie"), ((string?)stored["type"], (string?)stored["value"]));
        Assert.Equal(("scripted", Says("tie"), true, "agree"), ((string?)stored["meta"]!["judge"], (string?)stored["meta"]!["raw_response"], (bool?)stored["meta"]!["none_acceptable"], (string?)stored["meta"]!["consistency"]![0]));
    }

    [Fact]
    public async Task A_failure_is_stored_as_failed_with_an_empty_raw_reply()
    {
        var stored = (await CompareAsync(new ScriptedPairJudge(_ => throw new InvalidOperationException("is broken")), new PairSettings())).ToJson();

        Assert.Equal("Failed", (string?)stored["value"]);
        Assert.Null(stored["meta"]!["raw_response"]);
        Assert.Equal("is broken", (string?)stored["meta"]!["problems"]![0]);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData(" ", 1, 1)]
    [InlineData("a lamp", 0, 1)]
    [InlineData("a lamp", 1, 0)]
    public async Task An_empty_question_is_refused_before_anybody_is_asked(string goal, int first, int second)
    {
        var judge = new ScriptedPairJudge(_ => Says("Image A"));

        await Assert.ThrowsAsync<ArgumentException>(() => new PairComparer(judge, new PairSettings()).CompareAsync(new PairQuestion(goal, new byte[first], new byte[second]), CancellationToken.None));
        Assert.Empty(judge.Requests);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(0, 3)]
    [InlineData(1, -1)]
    public void Settings_that_make_no_sense_are_refused(int samples, int retries)
        => Assert.ThrowsAny<ArgumentException>(() => new PairComparer(new ScriptedPairJudge(Babble), new PairSettings { Samples = samples, Retries = retries }));

    private static Task<PairComparison> CompareAsync(ScriptedPairJudge judge, PairSettings settings) => new PairComparer(judge, settings).CompareAsync(Question, CancellationToken.None);
}
