namespace RefineWorkflows.Refinement.Search;

/// <summary>The formulas of simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983).</summary>
public static class Annealing
{
    /// <summary>At and below this T nothing worse is accepted and no number is drawn.</summary>
    public const double Frozen = 1e-9;

    /// <summary>T of an iteration, counted from 1: T₀·r^(i−1), in points of the score.</summary>
    public static double Temperature(SearchSettings settings, int iteration) =>
        settings.InitialTemperature * Math.Pow(settings.CoolingRate, iteration - 1);

    /// <summary>exp(Δ/T) for a worsening Δ below 0; 1 otherwise; 0 once frozen.</summary>
    public static double AcceptanceProbability(double delta, double temperature) =>
        delta >= 0 ? 1 : temperature <= Frozen ? 0 : Math.Exp(delta / temperature);

    /// <summary>How adventurous the proposer is: from hot to cold with T/T₀, whatever T₀'s size; cold when T₀ is 0.</summary>
    public static double ProposerTemperature(SearchSettings settings, double temperature)
    {
        double heat = settings.InitialTemperature > 0 ? Math.Clamp(temperature / settings.InitialTemperature, 0, 1) : 0;
        return settings.ProposerTemperatureCold + (heat * (settings.ProposerTemperatureHot - settings.ProposerTemperatureCold));
    }
}
