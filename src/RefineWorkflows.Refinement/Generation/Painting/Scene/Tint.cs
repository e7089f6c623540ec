namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>A wished colour and how much it is wished.</summary>
/// <param name="Ink">The colour.</param>
/// <param name="Amount">0: the painted thing keeps its own colours; 1: it is wholly of this colour.</param>
internal readonly record struct Tint(Ink Ink, double Amount)
{
    public static readonly Tint None = new(new Ink(0.5, 0.5, 0.5), 0);

    /// <summary>The colour in place of <paramref name="own"/>: the hue is the wished one, the lights and darks stay the thing's own.</summary>
    public Ink On(Ink own)
    {
        if (Amount <= 0)
            return own;
        (double hue, double saturation, double lightness) = Ink.ToHsl();
        double ownLightness = own.ToHsl().Lightness;
        return own.Mix(Scene.Ink.Hsl(hue, saturation, Math.Clamp(ownLightness * 0.55 + lightness * 0.45, 0, 1)), Amount);
    }

    public static Tint Between(Tint from, Tint to, double share)
    {
        double amount = from.Amount + (to.Amount - from.Amount) * share;
        double weight = from.Amount <= 0 ? 1 : to.Amount <= 0 ? 0 : share;
        return new Tint(from.Ink.Mix(to.Ink, weight), amount);
    }
}
