using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class SearchSetting
{
    public static TheoryData<SearchSettings, string, string> Refused => new()
    {
        { new SearchSettings { MaxIterations = -1 }, "--max-iterations", "-1" },
        { new SearchSettings { MaxIterations = 20_000 }, "--max-iterations", "20000" },
        { new SearchSettings { Patience = 0 }, "--patience", "0" },
        { new SearchSettings { PatienceSinceBest = 0 }, "--patience-since-best", "0" },
        { new SearchSettings { InitialTemperature = double.NaN }, "--initial-temp", "NaN" },
        { new SearchSettings { CoolingRate = 0 }, "--cooling-rate", "0" },
        { new SearchSettings { CoolingRate = 1.01 }, "--cooling-rate", "1.01" },
        { new SearchSettings { InitialStrength = 1.5 }, "--initial-strength", "1.5" },
        { new SearchSettings { FinalStrength = 0.9 }, "--final-strength", "0.9" },
        { new SearchSettings { UnlimitedAnnealSteps = 0 }, "--unlimited-anneal-steps", "0" },
        { new SearchSettings { AbsoluteCeiling = 0, MaxIterations = 0 }, "--absolute-ceiling", "0" },
        { new SearchSettings { DoneRequiresScore = 11 }, "--done-requires-score", "11" },
        { new SearchSettings { ProposerTemperatureHot = 3 }, "--proposer-temperature-hot", "3" },
        { new SearchSettings { Strategy = (StrategyKind)9 }, "--strategy", "9" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_bad_setting_is_named_with_its_value_and_what_is_allowed(SearchSettings settings, string option, string value)
    {
        SettingProblem problem = Assert.Single(settings.Validate());

        Assert.Equal(option, problem.Option);
        Assert.StartsWith($"{option} is {value}; allowed: ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StrategyKind.Greedy, 3)]
    [InlineData(StrategyKind.Climbing, 3)]
    [InlineData(StrategyKind.Annealing, 3)]
    [InlineData(StrategyKind.Img2Img, 4)]
    public void The_defaults_of_every_strategy_can_be_used(StrategyKind strategy, int patience)
    {
        SearchSettings settings = SearchSettings.ForStrategy(strategy);

        Assert.Empty(settings.Validate());
        Assert.Equal((strategy, patience), (settings.Strategy, settings.Patience));
        Assert.Empty((settings with { MaxIterations = 0 }).Validate());
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
        => Assert.Equal(2, new SearchSettings { Patience = -3, CoolingRate = 2 }.Validate().Count);

    [Theory]
    [InlineData("Climbing", StrategyKind.Climbing)]
    [InlineData(" climb ", StrategyKind.Climbing)]
    [InlineData("anneal", StrategyKind.Annealing)]
    [InlineData("IMG2IMG", StrategyKind.Img2Img)]
    [InlineData("greedy", StrategyKind.Greedy)]
    [InlineData("genetic", null)]
    [InlineData(null, null)]
    public void A_strategy_is_known_by_its_name(string? name, StrategyKind? kind) => Assert.Equal(kind, StrategyKinds.TryParse(name));

    [Fact]
    public void Every_strategy_reads_its_own_name()
        => Assert.All(Enum.GetValues<StrategyKind>(), kind => Assert.Equal(kind, StrategyKinds.TryParse(StrategyKinds.NameOf(kind))));
}
