using System.Globalization;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Search;

/// <summary>What a run's search is asked to do. Fixed for the life of the run.</summary>
public sealed record SearchSettings
{
    public StrategyKind Strategy { get; init; } = StrategyKind.Climbing;

    /// <summary>Pictures to make at most. 0 goes on until something else stops the run. Default 10.</summary>
    public int MaxIterations { get; init; } = 10;

    /// <summary>Pictures in a row that may fail to improve before climbing or img2img stops. Default 3, for img2img 4.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Annealing: iterations without a new best after which it stops. Default: none.</summary>
    public int? PatienceSinceBest { get; init; }

    /// <summary>Annealing: temperature of the first iteration, in units of the score. 0 never goes downhill. Default 2.</summary>
    public double InitialTemperature { get; init; } = 2.0;

    /// <summary>Annealing: factor on the temperature after each iteration, above 0 and at most 1. Default 0.85.</summary>
    public double CoolingRate { get; init; } = 0.85;

    /// <summary>Annealing: sampling temperature of the proposer while the walk is hot. Default 1.1.</summary>
    public double ProposerTemperatureHot { get; init; } = 1.1;

    /// <summary>Sampling temperature of the proposer when annealing is cold, and always in the other strategies. Default 0.3.</summary>
    public double ProposerTemperatureCold { get; init; } = 0.3;

    /// <summary>Img2img: denoising strength at the start of the schedule. Default 0.8.</summary>
    public double InitialStrength { get; init; } = 0.8;

    /// <summary>Img2img: denoising strength at the end of the schedule. Default 0.3.</summary>
    public double FinalStrength { get; init; } = 0.3;

    /// <summary>Img2img: length of the strength schedule when <see cref="MaxIterations"/> is 0. Default 20.</summary>
    public int UnlimitedAnnealSteps { get; init; } = 20;

    /// <summary>Img2img: pictures made from one another before a warning about piled-up artifacts. Default 6.</summary>
    public int MaxReferenceDepth { get; init; } = 6;

    /// <summary>Stops even a run without a limit, and says so. Default 10000.</summary>
    public int AbsoluteCeiling { get; init; } = 10_000;

    /// <summary>A DONE with a lower score counts as CONTINUE. Default: every DONE counts.</summary>
    public double? DoneRequiresScore { get; init; }

    /// <summary>Whether a reply that names no action, after all retries, ends the run instead of asking for a different refinement.</summary>
    public bool StopOnUnreadableReply { get; init; }

    /// <summary>Accepts a picture when it wins a comparison with the best so far, instead of by its score. Not with annealing, which needs to know by how much. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Pairwise { get; init; }

    /// <summary>Decides everything that is left to luck.</summary>
    public ulong Seed { get; init; }

    /// <summary>The defaults of one strategy.</summary>
    public static SearchSettings ForStrategy(StrategyKind strategy)
        => new() { Strategy = strategy, Patience = strategy == StrategyKind.Img2Img ? 4 : 3 };

    /// <summary>Everything that is wrong with these settings, all of it at once; empty when they can be used.</summary>
    public IReadOnlyList<SettingProblem> Validate()
    {
        List<SettingProblem> problems = [];
        Check(Enum.IsDefined(Strategy), "--strategy", Strategy, string.Join(", ", StrategyKinds.Names));
        Check(AbsoluteCeiling is >= 1 and <= 1_000_000, "--absolute-ceiling", AbsoluteCeiling, "1 to 1000000");
        Check(MaxIterations >= 0 && MaxIterations <= AbsoluteCeiling, "--max-iterations", MaxIterations,
            Text($"0 (until done) to {AbsoluteCeiling}, the value of --absolute-ceiling"));
        if (Pairwise && Strategy == StrategyKind.Annealing)
            problems.Add(new SettingProblem("--strategy", "--strategy is annealing, which accepts by how much the score falls, and a comparison does not tell how much; allowed with pairwise acceptance: climbing, greedy, img2img."));
        Check(Patience is >= 1 and <= 1000, "--patience", Patience, "1 to 1000");
        Check(PatienceSinceBest is null or (>= 1 and <= 10_000), "--patience-since-best", PatienceSinceBest, "1 to 10000, or leave it out");
        Check(InitialTemperature is >= 0 and <= 100, "--initial-temp", InitialTemperature, "0 to 100");
        Check(CoolingRate is > 0 and <= 1, "--cooling-rate", CoolingRate, "above 0, up to 1");
        Check(ProposerTemperatureCold is >= 0 and <= 2, "--proposer-temperature-cold", ProposerTemperatureCold, "0 to 2");
        Check(ProposerTemperatureHot is >= 0 and <= 2, "--proposer-temperature-hot", ProposerTemperatureHot, "0 to 2");
        Check(InitialStrength is > 0 and <= 1, "--initial-strength", InitialStrength, "above 0, up to 1");
        Check(FinalStrength > 0 && FinalStrength <= InitialStrength, "--final-strength", FinalStrength,
            Text($"above 0, up to {InitialStrength}, the value of --initial-strength"));
        Check(UnlimitedAnnealSteps is >= 1 and <= 10_000, "--unlimited-anneal-steps", UnlimitedAnnealSteps, "1 to 10000");
        Check(MaxReferenceDepth is >= 1 and <= 10_000, "--max-reference-depth", MaxReferenceDepth, "1 to 10000");
        Check(DoneRequiresScore is null or (>= 1 and <= 10), "--done-requires-score", DoneRequiresScore, "1 to 10, or leave it out");
        return problems;

        void Check(bool good, string option, object? value, string allowed)
        {
            if (!good)
                problems.Add(new SettingProblem(option, Text($"{option} is {value}; allowed: {allowed}.")));
        }
    }

    /// <summary>Everything that is wrong with these settings, also for this generator.</summary>
    public IReadOnlyList<SettingProblem> Validate(GeneratorCapabilities generator)
        => Strategy != StrategyKind.Img2Img || generator.SupportsReference
            ? Validate()
            : [.. Validate(), new SettingProblem("--strategy",
                $"--strategy is img2img, but the generator '{generator.Id}' cannot start from a picture; choose greedy, climbing or annealing, or another generator.")];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
