using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class SearchSettingsValidation
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new SearchSettings().Validate());

    public static TheoryData<SearchSettings, string> Wrong() => new()
    {
        { new SearchSettings { MaxIterations = -1 }, "--max-iterations is -1; allowed is 0" },
        { new SearchSettings { Patience = 0 }, "--patience is 0; allowed is 1 or more" },
        { new SearchSettings { InitialTemperature = double.NaN }, "--initial-temperature is NaN" },
        { new SearchSettings { CoolingRate = 0 }, "--cooling-rate is 0; allowed is above 0 and at most 1" },
        { new SearchSettings { CoolingRate = 1.5 }, "--cooling-rate is 1.5" },
        { new SearchSettings { InitialStrength = 1.2 }, "--initial-strength is 1.2" },
        { new SearchSettings { FinalStrength = 0.9 }, "--final-strength is 0.9; allowed is from 0 to the initial strength" },
        { new SearchSettings { UnlimitedAnnealSteps = 0 }, "--unlimited-anneal-steps is 0" },
        { new SearchSettings { AbsoluteCeiling = 0 }, "--absolute-ceiling is 0" },
        { new SearchSettings { TargetScore = 11 }, "--target-score is 11; allowed is from 1 to 10" },
        { new SearchSettings { DoneRequiresScore = 0 }, "--done-requires-score is 0" },
        { new SearchSettings { ProposerTemperatureCold = -1 }, "--proposer-temperature-cold is -1" },
        { new SearchSettings { MaxReferenceDepth = 0 }, "--max-reference-depth is 0" },
        { new SearchSettings { MaxFidelityLoss = 2 }, "--max-fidelity-loss is 2" },
        { new SearchSettings { Strategy = (StrategyKind)9 }, "--strategy is 9; allowed is one of greedy, climbing, annealing, img2img" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_setting_names_option_value_and_range(SearchSettings settings, string start)
    {
        Assert.StartsWith(start, Assert.Single(settings.Validate()), StringComparison.Ordinal);
        Assert.Throws<SearchSettingsException>(() => Walk.Over(settings, 5));
    }

    [Fact]
    public void All_problems_are_told_at_once()
        => Assert.Equal(3, new SearchSettings { MaxIterations = -1, Patience = -2, CoolingRate = 2 }.Validate().Count);

    [Theory]
    [InlineData("greedy", StrategyKind.Greedy)]
    [InlineData("Climb", StrategyKind.Climbing)]
    [InlineData(" climbing ", StrategyKind.Climbing)]
    [InlineData("anneal", StrategyKind.Annealing)]
    [InlineData("ANNEALING", StrategyKind.Annealing)]
    [InlineData("img2img", StrategyKind.Img2Img)]
    public void Strategies_have_their_everyday_names(string text, StrategyKind expected)
    {
        Assert.True(StrategyNames.TryParse(text, out StrategyKind strategy));
        Assert.Equal(expected, strategy);
        Assert.True(StrategyNames.TryParse(strategy.Name(), out StrategyKind again));
        Assert.Equal(strategy, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("hill")]
    public void Other_words_are_no_strategy(string? text) => Assert.False(StrategyNames.TryParse(text, out _));
}
