using System.Globalization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>
/// Metropolis acceptance (Metropolis et al., "Equation of State Calculations by Fast Computing Machines", 1953): a
/// picture worse by d is accepted with probability exp(-d/T), an equal or better one always. T falls geometrically.
/// </summary>
internal static class Annealing
{
    public const string AcceptanceStream = "acceptance";

    /// <summary>Below this a worsening is refused without drawing a number.</summary>
    private const double Frozen = 1e-9;

    public static Move Next(Walk walk)
    {
        double delta = walk.DeltaTo(walk.Before.Current) ?? 0;
        double temperature = Temperature(walk.Settings, walk.Here.Iteration);
        double? random = delta < 0 && temperature > Frozen
            ? StableRandom.Unit(walk.Settings.Seed, AcceptanceStream, walk.Before.AcceptanceDraws)
            : null;
        bool accepted = delta >= 0 || (random is { } drawn && drawn < Math.Exp(delta / temperature));
        SearchStep current = accepted ? walk.Here : walk.Before.Current!;
        SearchState state = new(
            walk.Here.Iteration,
            walk.Best,
            current,
            accepted ? [] : walk.RejectedWithThisIdea,
            walk.Stale,
            walk.Before.AcceptanceDraws + (random is null ? 0 : 1));
        // The judge's continuation is not used: it would always lead on from this picture, accepted or not.
        var next = new AskDifferent(current, state.Rejected, ProposerTemperature(walk.Settings, temperature));
        return new Move(state, accepted, Status(walk, accepted, delta, temperature), delta, next)
        {
            Temperature = temperature,
            Random = random,
            GivesUp = walk.Settings.PatienceSinceBest is { } patience && state.Stale >= patience,
        };
    }

    /// <summary>T₀·r^(i−1), by repeated multiplication: every machine rounds that alike.</summary>
    public static double Temperature(SearchSettings settings, int iteration)
    {
        double temperature = settings.InitialTemperature;
        for (int cooled = 1; cooled < iteration && temperature > 0; cooled++)
            temperature *= settings.CoolingRate;
        return temperature;
    }

    /// <summary>Depends on how far the walk has cooled, not on how hot it began.</summary>
    public static double ProposerTemperature(SearchSettings settings, double temperature)
    {
        double heat = settings.InitialTemperature > 0 ? Math.Clamp(temperature / settings.InitialTemperature, 0, 1) : 0;
        return settings.ProposerTemperatureCold + (heat * (settings.ProposerTemperatureHot - settings.ProposerTemperatureCold));
    }

    private static string Status(Walk walk, bool accepted, double delta, double temperature)
        => string.Create(CultureInfo.InvariantCulture,
            $"{(accepted ? "accepted" : "rejected")}{(walk.IsBest ? ", new best" : "")} (Δ={delta:+0.000;-0.000;0.000}, T={temperature:0.000})");
}
