using System.Globalization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>The yes or no of one strategy to one candidate, with what it rests on.</summary>
internal sealed record Acceptance(bool Accepted, string Status, double? Delta = null, double? Temperature = null, double? Random = null)
{
    public static Acceptance Of(SearchSettings settings, SearchState state, Candidate candidate, bool isBest) => settings.Strategy switch
    {
        StrategyKind.Greedy => new Acceptance(true, isBest ? "adopted, new best" : "adopted"),
        StrategyKind.Annealing => Walk(settings, state, candidate, isBest),
        _ => Climb(settings, state, candidate, isBest),
    };

    private static Acceptance Climb(SearchSettings settings, SearchState state, Candidate candidate, bool isBest)
    {
        if (isBest)
            return new Acceptance(true, "new best");
        if (LosesFidelity(settings, state, candidate))
            return new Acceptance(false, "rejected (fidelity)");
        return new Acceptance(false, state.Best is { } best && best.ComparableScore == (candidate.Verdict.Score ?? 0) ? "rejected (tie)" : "rejected");
    }

    /// <summary>Whether img2img's guard against worn-out pictures refuses the candidate.</summary>
    public static bool LosesFidelity(SearchSettings settings, SearchState state, Candidate candidate) =>
        settings is { Strategy: StrategyKind.Img2Img, MaxFidelityLoss: { } limit }
        && state.Best is { } best
        && candidate.Fidelity is { } fidelity
        && (best.Fidelity ?? (best.ReferenceDepth == 0 ? 1 : null)) - fidelity > limit;

    // Metropolis et al., "Equation of State Calculations by Fast Computing Machines", J. Chem. Phys. 21 (1953).
    private static Acceptance Walk(SearchSettings settings, SearchState state, Candidate candidate, bool isBest)
    {
        double temperature = Annealing.Temperature(settings, candidate.Iteration);
        double delta = state.Current is { } current ? (candidate.Verdict.Score ?? 0) - current.ComparableScore : 0;
        double? random = delta < 0 && temperature > Annealing.Frozen
            ? StableRandom.Unit(settings.Seed, "acceptance", candidate.Iteration)
            : null;
        bool accepted = delta >= 0 || random < Annealing.AcceptanceProbability(delta, temperature);
        string status = string.Create(
            CultureInfo.InvariantCulture,
            $"{(accepted ? "accepted" : "rejected")}{(isBest ? ", new best" : "")} (Δ={delta:+0.000;-0.000;0.000}, T={temperature:0.000})");
        return new Acceptance(accepted, status, delta, temperature, random);
    }
}
