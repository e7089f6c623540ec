using RefineWorkflows.Refinement.Search;
using static RefineWorkflows.Refinement.Tests.Search.Searching;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class AnnealingSearch
{
    private static readonly SearchSettings Defaults = Settings(StrategyKind.Annealing, 0);

    [Theory]
    [InlineData(1, 2.0000, 0.6065, 0.3679, 1.1000)]
    [InlineData(2, 1.7000, 0.5553, 0.3084, 0.9800)]
    [InlineData(3, 1.4450, 0.5006, 0.2506, 0.8780)]
    [InlineData(4, 1.2283, 0.4430, 0.1963, 0.7913)]
    [InlineData(5, 1.0440, 0.3837, 0.1472, 0.7176)]
    [InlineData(8, 0.6412, 0.2102, 0.0442, 0.5565)]
    [InlineData(10, 0.4632, 0.1155, 0.0133, 0.4853)]
    public void The_schedule_cools_as_published(int iteration, double temperature, double oneDown, double twoDown, double proposer)
    {
        double[] scores = [.. Enumerable.Repeat(5.0, iteration)];
        Decision decision = Play(Defaults, [.. scores.Select(score => (double?)score)])[^1];

        Assert.Equal(temperature, decision.Temperature!.Value, tolerance: 0.00006);
        Assert.Equal(oneDown, Math.Exp(-1 / decision.Temperature.Value), 4);
        Assert.Equal(twoDown, Math.Exp(-2 / decision.Temperature.Value), 4);
        Assert.Equal(proposer, Assert.IsType<AskDifferent>(decision.Next).ProposerTemperature, 4);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(50)]
    public void The_proposer_cools_alike_however_hot_the_walk_began(double initial)
    {
        List<Decision> decisions = Play(Defaults with { InitialTemperature = initial }, 5, 5, 5);

        Assert.Equal([1.1, 0.98, 0.878], decisions.Select(decision => Math.Round(((AskDifferent)decision.Next!).ProposerTemperature, 6)));
    }

    [Fact]
    public void Without_heat_the_proposer_is_cold()
        => Assert.Equal(0.3, ((AskDifferent)Play(Defaults with { InitialTemperature = 0 }, 5)[0].Next!).ProposerTemperature);

    [Fact]
    public void A_sideways_move_is_free()
    {
        Decision tie = Play(Defaults, 5, 5)[1];

        Assert.True(tie.Accepted);
        Assert.False(tie.IsBest);
        Assert.Null(tie.Random);
        Assert.Equal(2, tie.State.Current!.Iteration);
        Assert.Equal(1, tie.State.Best!.Iteration);
    }

    [Fact]
    public void A_frozen_walk_refuses_every_worsening_without_drawing_a_number()
    {
        Decision worse = Play(Defaults with { InitialTemperature = 1e-9 }, 5, 4)[1];

        Assert.False(worse.Accepted);
        Assert.Null(worse.Random);
        Assert.Equal(0, worse.State.AcceptanceDraws);
    }

    [Fact]
    public void Exactly_one_number_is_drawn_for_each_worsening()
    {
        List<Decision> decisions = Play(Defaults with { Seed = 11 }, 5, 6, 6, 4, 7, 3, 3, 8, 1);

        Assert.All(decisions, decision => Assert.Equal(decision.Delta < 0, decision.Random is not null));
        Assert.Equal(decisions.Count(decision => decision.Delta < 0), decisions[^1].State.AcceptanceDraws);
    }

    [Fact]
    public void Worsenings_are_accepted_as_often_as_the_metropolis_rule_says()
    {
        int accepted = Enumerable.Range(0, 4000).Count(seed => Play(Defaults with { Seed = (ulong)seed, CoolingRate = 1 }, 5, 4)[1].Accepted);

        Assert.InRange(accepted / 4000.0, 0.6065 - 0.03, 0.6065 + 0.03);
    }

    [Fact]
    public void A_rejected_picture_leaves_the_walk_where_it_was_and_its_idea_on_the_list()
    {
        Decision worse = Play(Defaults with { InitialTemperature = 0 }, 5, 4)[1];
        AskDifferent next = Assert.IsType<AskDifferent>(worse.Next);

        Assert.Equal(1, next.Base.Iteration);
        Assert.Equal(["proposal after 1"], next.RejectedIdeas);
    }

    [Fact]
    public void Acceptance_clears_the_list_and_moves_the_walk_away_from_the_best()
    {
        ulong seed = (ulong)Enumerable.Range(0, 100).First(each => Play(Defaults with { Seed = (ulong)each }, 5, 4)[1].Accepted);
        Decision worse = Play(Defaults with { Seed = seed }, 5, 4)[1];

        Assert.Equal((1, 2), (worse.State.Best!.Iteration, worse.State.Current!.Iteration));
        Assert.Empty(worse.State.Rejected);
        Assert.Equal(2, Assert.IsType<AskDifferent>(worse.Next).Base.Iteration);
    }

    [Fact]
    public void The_judges_continuation_is_never_used()
        => Assert.All(Play(Defaults, 1, 2, 3, 4), decision => Assert.IsType<AskDifferent>(decision.Next));

    [Fact]
    public void The_status_tells_step_and_temperature_with_three_decimals()
    {
        List<Decision> decisions = Play(Defaults with { InitialTemperature = 0 }, 5, 6, 4);

        Assert.Equal(
            ["accepted, new best (Δ=0.000, T=0.000)", "accepted, new best (Δ=+1.000, T=0.000)", "rejected (Δ=-2.000, T=0.000)"],
            decisions.Select(decision => decision.Status));
    }

    [Fact]
    public void It_has_no_patience_unless_asked_for()
    {
        double?[] scores = [.. Enumerable.Repeat<double?>(5, 30)];

        Assert.Equal(30, Play(Defaults, scores).Count);
        List<Decision> patient = Play(Defaults with { PatienceSinceBest = 5 }, scores);
        Assert.Equal((6, "patience"), (patient.Count, patient[^1].StopReason));
    }
}
