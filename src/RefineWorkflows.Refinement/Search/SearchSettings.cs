namespace RefineWorkflows.Refinement.Search;

/// <summary>What a run was told about searching. Constant for the whole run; the same settings and verdicts give the same decisions.</summary>
public sealed record SearchSettings
{
    /// <summary>Default 'greedy'.</summary>
    public StrategyKind Strategy { get; init; } = StrategyKind.Greedy;

    /// <summary>Most iterations of the run; 0 goes on until another reason ends it. Default 10.</summary>
    public int MaxIterations { get; init; } = 10;

    /// <summary>Iterations without anything better, one after the other, before the run ends. Null takes the strategy's own: climbing 3, img2img 4, annealing and greedy never. Greedy ignores it.</summary>
    public int? Patience { get; init; }

    /// <summary>Annealing's T at iteration 1, in points of the score. At 0 no worse picture is ever accepted. Default 2.</summary>
    public double InitialTemperature { get; init; } = 2.0;

    /// <summary>Factor on T per iteration, in (0, 1]. Default 0.85.</summary>
    public double CoolingRate { get; init; } = 0.85;

    /// <summary>Img2img's strength at the first step: how far a picture may move from its reference, in [0, 1]. Default 0.8.</summary>
    public double InitialStrength { get; init; } = 0.8;

    /// <summary>The strength where the schedule ends, at most <see cref="InitialStrength"/>. Default 0.3.</summary>
    public double FinalStrength { get; init; } = 0.3;

    /// <summary>Length of the strength schedule when <see cref="MaxIterations"/> is 0. Default 20.</summary>
    public int UnlimitedAnnealSteps { get; init; } = 20;

    /// <summary>Where a run without <see cref="MaxIterations"/> ends all the same, told as <see cref="StopReason.Ceiling"/>. Default 10 000.</summary>
    public int AbsoluteCeiling { get; init; } = 10_000;

    /// <summary>A score of the best picture, 1 to 10, at which the run has converged. Null (default) never.</summary>
    public double? TargetScore { get; init; }

    /// <summary>A DONE below this score, 1 to 10, only counts as CONTINUE. Null (default) believes every DONE.</summary>
    public double? DoneRequiresScore { get; init; }

    /// <summary>What an unreadable verdict leads to. Default 'refine'.</summary>
    public UnknownVerdictPolicy OnUnknown { get; init; } = UnknownVerdictPolicy.Refine;

    /// <summary>The proposer's temperature while annealing is hot. Default 1.1.</summary>
    public double ProposerTemperatureHot { get; init; } = 1.1;

    /// <summary>The proposer's temperature when annealing is cold. Default 0.3.</summary>
    public double ProposerTemperatureCold { get; init; } = 0.3;

    /// <summary>The proposer's temperature in the strategies that do not cool. Default 0.7, the middle between cold and hot.</summary>
    public double ProposerTemperature { get; init; } = 0.7;

    /// <summary>How many pictures made from one another pass without a warning: each pass through a model leaves traces. Default 6.</summary>
    public int MaxReferenceDepth { get; init; } = 6;

    /// <summary>Img2img accepts no picture whose fidelity to the first one lies more than this below the best's. Null (default) does not look; 0.15 is a good start.</summary>
    public double? MaxFidelityLoss { get; init; }

    /// <summary>Decides acceptance draws and the seed of every picture. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary><see cref="Patience"/>, or the strategy's own; null when the strategy never loses patience.</summary>
    internal int? EffectivePatience => Strategy switch
    {
        StrategyKind.Greedy => null,
        StrategyKind.Climbing => Patience ?? 3,
        StrategyKind.Img2Img => Patience ?? 4,
        _ => Patience,
    };

    /// <summary>Everything wrong with these settings at once, each naming the option, its value and what is allowed; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        Require(problems, Enum.IsDefined(Strategy), "--strategy", Strategy, "one of " + string.Join(", ", StrategyNames.All));
        Require(problems, MaxIterations >= 0, "--max-iterations", MaxIterations, "0 (until another reason ends the run) or more");
        Require(problems, Patience is null or >= 1, "--patience", Patience, "1 or more");
        Require(problems, double.IsFinite(InitialTemperature) && InitialTemperature >= 0, "--initial-temperature", InitialTemperature, "0 or more");
        Require(problems, CoolingRate is > 0 and <= 1, "--cooling-rate", CoolingRate, "above 0 and at most 1");
        Require(problems, InitialStrength is >= 0 and <= 1, "--initial-strength", InitialStrength, "from 0 to 1");
        Require(problems, FinalStrength >= 0 && FinalStrength <= InitialStrength, "--final-strength", FinalStrength, "from 0 to the initial strength");
        Require(problems, UnlimitedAnnealSteps >= 1, "--unlimited-anneal-steps", UnlimitedAnnealSteps, "1 or more");
        Require(problems, AbsoluteCeiling >= 1, "--absolute-ceiling", AbsoluteCeiling, "1 or more");
        Require(problems, TargetScore is null or (>= 1 and <= 10), "--target-score", TargetScore, "from 1 to 10");
        Require(problems, DoneRequiresScore is null or (>= 1 and <= 10), "--done-requires-score", DoneRequiresScore, "from 1 to 10");
        Require(problems, Enum.IsDefined(OnUnknown), "--on-unknown", OnUnknown, "one of refine, stop");
        Require(problems, ProposerTemperatureCold is >= 0 and <= 2, "--proposer-temperature-cold", ProposerTemperatureCold, "from 0 to 2");
        Require(problems, ProposerTemperatureHot is >= 0 and <= 2, "--proposer-temperature-hot", ProposerTemperatureHot, "from 0 to 2");
        Require(problems, ProposerTemperature is >= 0 and <= 2, "--proposer-temperature", ProposerTemperature, "from 0 to 2");
        Require(problems, MaxReferenceDepth >= 1, "--max-reference-depth", MaxReferenceDepth, "1 or more");
        Require(problems, MaxFidelityLoss is null or (>= 0 and <= 1), "--max-fidelity-loss", MaxFidelityLoss, "from 0 to 1");
        return problems;
    }

    private static void Require(List<string> problems, bool holds, string option, object? value, string allowed)
    {
        if (!holds)
            problems.Add(FormattableString.Invariant($"{option} is {value}; allowed is {allowed}."));
    }
}
