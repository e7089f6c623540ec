using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Search;

/// <summary>How the picture of one iteration is to be made, apart from its words.</summary>
/// <param name="Seed">Its own seed, from 0 to 2^31 − 2, which every back end can take.</param>
/// <param name="ReferenceIteration">The iteration whose picture it starts from; null for text to image.</param>
/// <param name="ReferenceFile">That picture's file in the run folder; null for text to image.</param>
/// <param name="Strength">How far it may move away from the reference, above 0 and up to 1; null without one.</param>
public sealed record GenerationPlan(ulong Seed, int? ReferenceIteration, string? ReferenceFile, double? Strength)
{
    internal const string SeedStream = "generation_seed";

    /// <summary>The plan for an iteration, counted from 1, given the state after the one before.</summary>
    public static GenerationPlan For(SearchSettings settings, SearchState state, int iteration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iteration, 1);
        ulong seed = (ulong)StableRandom.Below(int.MaxValue, settings.Seed, SeedStream, iteration);
        return settings.Strategy == StrategyKind.Img2Img && iteration > 1 && state.Best is { } best
            ? new GenerationPlan(seed, best.Iteration, best.File, StrengthAt(settings, iteration - 1))
            : new GenerationPlan(seed, null, null, null);
    }

    /// <summary>This plan without a strength where the generator has no such knob.</summary>
    public GenerationPlan FittedTo(GeneratorCapabilities generator)
        => generator.SupportsStrength ? this : this with { Strength = null };

    /// <summary>What to tell the user once, before the first picture: constants of <see cref="SearchWarnings"/>.</summary>
    public static IReadOnlyList<string> StartWarnings(SearchSettings settings, GeneratorCapabilities generator)
        => settings.Strategy == StrategyKind.Img2Img && !generator.SupportsStrength ? [SearchWarnings.StrengthUnsupported] : [];

    /// <summary>Linear from initial to final over the run. The clock counts all iterations, the first one too.</summary>
    internal static double StrengthAt(SearchSettings settings, int step)
    {
        int steps = settings.MaxIterations > 0 ? settings.MaxIterations : settings.UnlimitedAnnealSteps;
        if (steps <= 1)
            return settings.InitialStrength;
        double progress = Math.Min(1.0, step / (double)(steps - 1));
        double strength = settings.InitialStrength - ((settings.InitialStrength - settings.FinalStrength) * progress);
        return Math.Max(settings.FinalStrength, strength);
    }
}
