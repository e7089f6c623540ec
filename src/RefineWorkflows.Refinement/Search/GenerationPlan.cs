using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Search;

/// <summary>What the search, not the words, decides about the next picture.</summary>
/// <param name="Iteration">The iteration that will make it.</param>
/// <param name="Seed">0 to 2³¹, drawn from the run's seed by iteration.</param>
/// <param name="Reference">The picture to start from; null for text to image.</param>
/// <param name="Strength">How far it may move from the reference; null without one, or where the generator has no such knob.</param>
public sealed record GenerationPlan(int Iteration, ulong Seed, JudgedImage? Reference, double? Strength)
{
    /// <summary>The plan for the iteration after <paramref name="state"/>.</summary>
    public static GenerationPlan Next(SearchSettings settings, SearchState state, GeneratorCapabilities generator)
    {
        int iteration = state.Iteration + 1;
        JudgedImage? reference = settings.Strategy == StrategyKind.Img2Img ? state.Best : null;
        double? strength = reference is not null && generator.SupportsStrength ? StrengthAt(settings, iteration - 1) : null;
        return new GenerationPlan(iteration, SeedOf(settings.Seed, iteration), reference, strength);
    }

    /// <summary>What to tell the user before the run starts; empty when the generator can do all that the strategy needs.</summary>
    /// <exception cref="SearchSettingsException">The strategy starts from pictures and the generator cannot.</exception>
    public static IReadOnlyList<string> Preview(SearchSettings settings, GeneratorCapabilities generator)
    {
        if (settings.Strategy != StrategyKind.Img2Img)
            return [];
        if (!generator.SupportsReference)
        {
            throw new SearchSettingsException(
                [$"--strategy is img2img; the generator '{generator.Id}' cannot start from a picture. Choose another strategy or another generator."]);
        }

        return generator.SupportsStrength
            ? []
            : [$"The generator '{generator.Id}' has no strength setting: the strength schedule has no effect, the search still starts from the best picture."];
    }

    /// <summary>
    /// The strength of a 0-based step. It falls in a straight line over <see cref="SearchSettings.MaxIterations"/> steps
    /// (<see cref="SearchSettings.UnlimitedAnnealSteps"/> when those are unlimited) and stays at the end. The first
    /// step counts although its picture has no reference.
    /// </summary>
    public static double StrengthAt(SearchSettings settings, int step)
    {
        int steps = settings.MaxIterations > 0 ? settings.MaxIterations : settings.UnlimitedAnnealSteps;
        if (steps <= 1)
            return settings.InitialStrength;
        double fallen = (settings.InitialStrength - settings.FinalStrength) * Math.Min(1, step / (steps - 1.0));
        return Math.Max(settings.FinalStrength, settings.InitialStrength - fallen);
    }

    /// <summary>The seed of one picture: 0 to 2³¹, both included.</summary>
    public static ulong SeedOf(ulong runSeed, int iteration)
    {
        const ulong count = (1UL << 31) + 1;
        return (ulong)(((UInt128)StableRandom.Bits(runSeed, "generation_seed", iteration) * count) >> 64);
    }
}
