using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class Img2ImgSearch
{
    private static readonly SearchSettings Img2Img = new() { Strategy = StrategyKind.Img2Img };
    private static readonly GeneratorCapabilities WithStrength = new("painter", 77, true, true, true);

    [Fact]
    public void Strength_falls_in_a_straight_line_over_ten_iterations()
        => Assert.Equal(
            [.8, .7444, .6889, .6333, .5778, .5222, .4667, .4111, .3556, .3],
            Enumerable.Range(0, 10).Select(step => Math.Round(GenerationPlan.StrengthAt(Img2Img, step), 4)));

    [Fact]
    public void Unlimited_runs_reach_the_final_strength_after_twenty_steps_and_stay_there()
    {
        SearchSettings unlimited = Img2Img with { MaxIterations = 0 };
        Assert.True(GenerationPlan.StrengthAt(unlimited, 18) > 0.3);
        Assert.All(new[] { 19, 20, 21, 500 }, step => Assert.Equal(0.3, GenerationPlan.StrengthAt(unlimited, step), 12));
        Assert.Equal(0.8, GenerationPlan.StrengthAt(Img2Img with { MaxIterations = 1 }, 0));
    }

    [Fact]
    public void The_first_picture_comes_from_words_and_every_later_one_from_the_best()
    {
        GenerationPlan first = GenerationPlan.Next(Img2Img, SearchState.Start, WithStrength);
        Assert.Equal((1, null, null), (first.Iteration, first.Reference, first.Strength));
        SearchState state = Walk.Over(Img2Img, 6, 4)[^1].State;
        GenerationPlan third = GenerationPlan.Next(Img2Img, state, WithStrength);
        Assert.Equal((3, 1), (third.Iteration, third.Reference!.Iteration));
        Assert.Equal(0.6889, third.Strength!.Value, 0.0001);
    }

    [Fact]
    public void A_generator_without_the_knob_is_never_handed_a_strength_and_the_user_hears_it_once()
    {
        GeneratorCapabilities plain = WithStrength with { SupportsStrength = false };
        SearchState state = Walk.Over(Img2Img, 6, 4)[^1].State;
        Assert.Null(GenerationPlan.Next(Img2Img, state, plain).Strength);
        Assert.NotNull(GenerationPlan.Next(Img2Img, state, plain).Reference);
        Assert.Single(GenerationPlan.Preview(Img2Img, plain));
        Assert.Empty(GenerationPlan.Preview(Img2Img, WithStrength));
        Assert.Throws<SearchSettingsException>(() => GenerationPlan.Preview(Img2Img, plain with { SupportsReference = false }));
    }

    [Fact]
    public void The_other_strategies_need_no_reference_and_get_none()
    {
        SearchSettings climbing = Img2Img with { Strategy = StrategyKind.Climbing };
        Assert.Null(GenerationPlan.Next(climbing, Walk.Over(climbing, 6)[^1].State, WithStrength).Reference);
        Assert.Empty(GenerationPlan.Preview(climbing, WithStrength with { SupportsReference = false }));
    }

    [Fact]
    public void It_climbs_with_a_patience_of_four_and_rejects_the_idea_that_made_the_picture()
    {
        List<StepDecision> run = Walk.Over(Img2Img, 5, 5, 4, 3, 2);
        Assert.Equal((5, StopReason.Patience), (run.Count, run[^1].Stop));
        Assert.Equal(["idea 2", "idea 3", "idea 4"], Assert.IsType<AskDifferent>(run[3].Next).RejectedIdeas);
    }

    [Fact]
    public void An_accepted_picture_without_advice_repeats_its_prompt_on_the_new_reference()
    {
        SearchSettings strict = Img2Img with { DoneRequiresScore = 9 };
        StepDecision decision = Walk.Over(strict, [Walk.Continue(5), Walk.Done(7)])[^1];
        Assert.True(decision.DoneDowngraded);
        Assert.Equal("prompt 2", Assert.IsType<RepeatPrompt>(decision.Next).Prompt);
        Assert.IsType<AskDifferent>(Walk.Over(strict, [Walk.Unknown(5)])[^1].Next);
    }

    [Fact]
    public void A_long_chain_of_references_is_told()
    {
        List<StepDecision> run = Walk.Over(Img2Img with { MaxIterations = 0, MaxReferenceDepth = 3 }, 1, 2, 3, 4, 5);
        Assert.Equal([0, 1, 2, 3, 4], run.Select(step => step.State.Best!.ReferenceDepth));
        Assert.Equal([0, 0, 0, 0, 1], run.Select(step => step.Warnings.Count));
    }

    [Fact]
    public void The_fidelity_guard_refuses_a_better_score_that_lost_the_first_picture()
    {
        SearchSettings guarded = Img2Img with { MaxFidelityLoss = 0.15 };
        SearchState state = SearchState.Start;
        List<StepDecision> run = [];
        foreach ((double score, double? fidelity) in new (double, double?)[] { (5, null), (6, 0.9), (7, 0.7), (8, 0.8) })
        {
            run.Add(SearchStep.Decide(guarded, state, Walk.Candidate(state, Walk.Continue(score), fidelity)));
            state = run[^1].State;
        }

        Assert.Equal(["new best", "new best", "rejected (fidelity)", "new best"], run.Select(step => step.Status));
        Assert.Equal([0.0, 0.0], new[] { run[1], run[3] }.Select(step => (double)step.State.Stale));
        Assert.Equal(2, Assert.IsType<AskDifferent>(run[2].Next).Base.Iteration);
    }

    [Fact]
    public void Every_picture_has_its_own_seed_from_zero_to_two_to_the_31()
    {
        ulong[] seeds = [.. Enumerable.Range(1, 1000).Select(i => GenerationPlan.SeedOf(7, i))];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.InRange(seed, 0UL, 1UL << 31));
        Assert.Contains(seeds, seed => seed > 1UL << 30);
        Assert.NotEqual(seeds[0], GenerationPlan.SeedOf(8, 1));
    }
}
