using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class AnnealingSearch
{
    private static readonly SearchSettings Annealed = new() { Strategy = StrategyKind.Annealing, MaxIterations = 40, Seed = 7 };

    [Theory]
    [InlineData(1, 2.0000, 0.6065, 0.3679, 1.1000)]
    [InlineData(2, 1.7000, 0.5553, 0.3084, 0.9800)]
    [InlineData(3, 1.4450, 0.5006, 0.2506, 0.8780)]
    [InlineData(4, 1.2283, 0.4430, 0.1963, 0.7913)]
    [InlineData(5, 1.0440, 0.3837, 0.1472, 0.7176)]
    [InlineData(8, 0.6412, 0.2102, 0.0442, 0.5565)]
    [InlineData(10, 0.4632, 0.1155, 0.0133, 0.4853)]
    public void The_schedule_has_its_published_values(int iteration, double temperature, double oneWorse, double twoWorse, double proposer)
    {
        double t = Annealing.Temperature(Annealed, iteration);
        Assert.Equal(temperature, t, 0.00005 + 1e-9);
        Assert.Equal(oneWorse, Annealing.AcceptanceProbability(-1, t), 0.00005 + 1e-9);
        Assert.Equal(twoWorse, Annealing.AcceptanceProbability(-2, t), 0.00005 + 1e-9);
        Assert.Equal(proposer, Annealing.ProposerTemperature(Annealed, t), 0.00005 + 1e-9);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(2.0)]
    [InlineData(500.0)]
    public void The_proposer_cools_with_the_fraction_of_T_whatever_its_size(double initial)
    {
        SearchSettings settings = Annealed with { InitialTemperature = initial };
        double[] asked = [.. Walk.Over(settings, 5, 6, 7).Select(step => ((AskDifferent)step.Next!).ProposerTemperature)];
        Assert.Equal([1.1, 0.98, 0.878], asked.Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void Without_heat_the_proposer_is_cold_and_nothing_worse_is_accepted_or_drawn()
    {
        List<StepDecision> run = Walk.Over(Annealed with { InitialTemperature = 0 }, 5, 4, 5, 3);
        Assert.Equal([true, false, true, false], run.Select(step => step.Accepted));
        Assert.All(run, step => Assert.Null(step.Random));
        Assert.All(run, step => Assert.Equal(0.3, ((AskDifferent)step.Next!).ProposerTemperature));
    }

    [Fact]
    public void A_sideways_move_is_free_and_clears_the_rejected_ideas()
    {
        List<StepDecision> run = Walk.Over(Annealed with { InitialTemperature = 1e-9 }, 5, 4, 5);
        Assert.Equal(["idea 2"], run[1].State.Rejected);
        Assert.True(run[2].Accepted);
        Assert.False(run[2].IsBest);
        Assert.Empty(run[2].State.Rejected);
        Assert.Equal((1, 3), (run[2].State.Best!.Iteration, run[2].State.Current!.Iteration));
    }

    [Fact]
    public void A_number_is_drawn_exactly_when_the_picture_is_worse_and_decides_by_the_Metropolis_rule()
    {
        int worse = 0, accepted = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            foreach (StepDecision step in Walk.Over(Annealed with { Seed = seed }, Some.Scores(seed, 40)))
            {
                Assert.Equal(step.Delta < 0, step.Random is not null);
                Assert.Equal(step.Delta >= 0 || step.Random < Math.Exp(step.Delta!.Value / step.Temperature!.Value), step.Accepted);
                worse += step.Delta < 0 ? 1 : 0;
                accepted += step.Delta < 0 && step.Accepted ? 1 : 0;
            }
        }

        Assert.InRange(accepted, 1, worse - 1);
    }

    [Fact]
    public void Worse_pictures_are_accepted_as_often_as_the_formula_says()
    {
        int accepted = Enumerable.Range(0, 4000).Count(seed => Walk.Over(Annealed with { Seed = (ulong)seed }, 6, 5)[1].Accepted);
        Assert.InRange(accepted / 4000.0, 0.5553 - 0.03, 0.5553 + 0.03);
    }

    [Fact]
    public void The_next_idea_always_comes_from_the_proposer_looking_at_the_current_picture()
    {
        foreach (StepDecision step in Walk.Over(Annealed, Some.Scores(3, 40)).SkipLast(1))
        {
            AskDifferent ask = Assert.IsType<AskDifferent>(step.Next);
            Assert.Equal(step.State.Current, ask.Base);
            Assert.Equal(step.State.Rejected, ask.RejectedIdeas);
        }
    }

    [Fact]
    public void The_status_tells_the_decision_the_best_and_the_numbers()
    {
        List<StepDecision> run = Walk.Over(Annealed with { InitialTemperature = 2, CoolingRate = 0.0000000001 }, 5, 7.5, 7);
        Assert.Equal("accepted, new best (Δ=0.000, T=2.000)", run[0].Status);
        Assert.Equal("accepted, new best (Δ=+2.500, T=0.000)", run[1].Status);
        Assert.Equal("rejected (Δ=-0.500, T=0.000)", run[2].Status);
    }

    [Fact]
    public void Only_an_asked_for_patience_ends_the_walk_early()
    {
        double?[] flat = [.. Enumerable.Repeat((double?)5, 40)];
        Assert.Equal((40, StopReason.MaxIterations), (Walk.Over(Annealed, flat).Count, Walk.Over(Annealed, flat)[^1].Stop));
        Assert.Equal((4, StopReason.Patience), (Walk.Over(Annealed with { Patience = 3 }, flat).Count, Walk.Over(Annealed with { Patience = 3 }, flat)[^1].Stop));
    }
}
