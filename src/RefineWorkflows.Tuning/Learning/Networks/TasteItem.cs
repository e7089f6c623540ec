namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>A picture as the network sees it, with what the frozen base makes of it: computed once.</summary>
/// <param name="Standard">φ, standardised.</param>
/// <param name="Before">W₀φ + b₀.</param>
/// <param name="BaseScore">f₀.</param>
internal sealed record TasteItem(double[] Standard, double[] Before, double BaseScore)
{
    public static TasteItem Of(TasteBase frozen, IReadOnlyList<double> features)
    {
        double[] standard = frozen.Standardise(features);
        double[] before = frozen.Before(standard);
        return new TasteItem(standard, before, frozen.Score(before));
    }
}
