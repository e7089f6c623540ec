using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;
using static RefineWorkflows.Refinement.Tests.Search.Searching;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class PictureToPictureSearch
{
    private static readonly SearchSettings Defaults = Settings(StrategyKind.Img2Img);

    [Fact]
    public void The_strength_falls_from_eight_to_three_tenths_over_ten_iterations()
    {
        double[] strengths = [.. Enumerable.Range(0, 10).Select(step => Math.Round(GenerationPlan.StrengthAt(Defaults, step), 4))];

        Assert.Equal([.8, .7444, .6889, .6333, .5778, .5222, .4667, .4111, .3556, .3], strengths);
    }

    [Fact]
    public void Without_a_limit_the_strength_falls_over_twenty_and_stays()
    {
        SearchSettings unlimited = Defaults with { MaxIterations = 0 };

        Assert.True(GenerationPlan.StrengthAt(unlimited, 18) > 0.3);
        Assert.All(Enumerable.Range(19, 30), step => Assert.Equal(0.3, GenerationPlan.StrengthAt(unlimited, step), 12));
    }

    [Fact]
    public void A_schedule_of_one_keeps_the_initial_strength()
        => Assert.Equal(0.8, GenerationPlan.StrengthAt(Defaults with { MaxIterations = 1 }, 0));

    [Fact]
    public void The_first_picture_is_made_from_words_and_later_ones_from_the_best()
    {
        List<Decision> decisions = Play(Defaults, 5, 7, 4);

        GenerationPlan first = GenerationPlan.For(Defaults, SearchState.Start, 1);
        GenerationPlan fourth = GenerationPlan.For(Defaults, decisions[2].State, 4);

        Assert.Equal((null, null), (first.ReferenceFile, first.Strength));
        Assert.Equal((2, "iter-0002.png"), (fourth.ReferenceIteration, fourth.ReferenceFile));
        Assert.Equal(0.6333, fourth.Strength!.Value, 4);
    }

    [Fact]
    public void A_generator_without_the_knob_never_gets_a_strength_and_the_user_is_told()
    {
        var generator = new GeneratorCapabilities("unified", null, false, true, false);
        GenerationPlan plan = GenerationPlan.For(Defaults, Play(Defaults, 5)[0].State, 2).FittedTo(generator);

        Assert.Null(plan.Strength);
        Assert.Equal("iter-0001.png", plan.ReferenceFile);
        Assert.Equal(["strength_unsupported"], GenerationPlan.StartWarnings(Defaults, generator));
    }

    [Fact]
    public void A_generator_that_cannot_start_from_a_picture_is_refused()
    {
        SettingProblem problem = Assert.Single(Defaults.Validate(new GeneratorCapabilities("words-only", null, false, false, false)));

        Assert.Equal("--strategy", problem.Option);
        Assert.Contains("words-only", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_picture_without_a_continuation_repeats_its_prompt()
        => Assert.Equal("prompt 1", Assert.IsType<AdoptContinue>(Play(Defaults, [Unreadable()])[0].Next).Text);

    [Fact]
    public void It_stops_after_four_pictures_that_do_not_improve()
    {
        List<Decision> decisions = Play(Defaults, 5, 5, 5, 5, 5, 5);

        Assert.Equal((5, "patience"), (decisions.Count, decisions[^1].StopReason));
    }

    [Fact]
    public void A_long_chain_of_pictures_from_pictures_is_warned_of()
    {
        List<Decision> decisions = Play(Defaults with { MaxReferenceDepth = 2 }, 1, 2, 3, 4, 5);

        Assert.Equal([0, 1, 2, 3, 4], decisions.Select(decision => decision.State.Best!.ReferenceDepth));
        Assert.Equal([false, false, false, true, true], decisions.Select(decision => decision.Warnings.Contains("reference_chain_too_deep")));
    }

    [Fact]
    public void Each_iteration_has_a_seed_of_its_own_that_follows_from_the_runs_seed()
    {
        ulong[] seeds = [.. Enumerable.Range(1, 100).Select(each => GenerationPlan.For(Defaults with { Seed = 7 }, SearchState.Start, each).Seed)];

        Assert.Equal(100, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.InRange(seed, 0ul, int.MaxValue - 1ul));
        Assert.Equal(seeds[41], GenerationPlan.For(Defaults with { Seed = 7 }, Play(Defaults, 3, 4)[1].State, 42).Seed);
        Assert.NotEqual(seeds[41], GenerationPlan.For(Defaults with { Seed = 8 }, SearchState.Start, 42).Seed);
    }
}
