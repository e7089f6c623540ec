namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>Somebody with a taste that nobody is told.</summary>
/// <param name="Name">Who.</param>
/// <param name="Utility">How much a picture is liked; only differences matter.</param>
public sealed record SimulatedOwner(string Name, Func<PaintedCandidate, double> Utility)
{
    /// <summary>Six owners. What they like depends on the words a picture was painted from and on what they see of its pixels; bells, thresholds and products see to it that none is a linear function of the product's features.</summary>
    public static IReadOnlyList<SimulatedOwner> All { get; } =
    [
        new("evenings and mist", one => Math.Max(Has(one, "golden hour", "dusk", 1.4), Has(one, "mist", "embers", 1)) - Has(one, "bright sunlight", "cluttered", 0.9) + Near(one.Sight.Light, 0.42, 0.15)),
        new("posters: warm, vivid, simple", one => Math.Tanh(5 * one.Sight.Warm) + (2.5 * Math.Sqrt(one.Sight.Vivid)) - Math.Tanh(12 * (one.Sight.Busy - 0.05)) + Has(one, "simple background", "larger subject", 0.4)),
        new("calm: muted, mirrored, large", one => (1.2 * Near(one.Sight.Vivid, 0.15, 0.12)) + (4 * Math.Max(0, one.Sight.Mirrored - 0.8)) + Has(one, "close-up", "larger subject", 0.8) + Has(one, "symmetrical", "muted", 0.7)),
        new("neon nights, pale days", one => (one.Sight.Light < 0.38 ? 1 : -1) * 6 * (one.Sight.Vivid - 0.3) + Has(one, "neon light", "monochrome", 0.3)),
        new("true to the words", one => Faithful(one) + (0.8 * Math.Tanh(6 * one.Sight.Middle))),
        new("one thing in clear light", one => (one.Sight.Middle > 0.12 ? 1 : 0) + (one.Sight.Light > 0.35 ? 0.8 : 0) - Has(one, "rain", "mist", 0.8) - Has(one, "watercolour", "pastel", 0.6)),
    ];

    /// <summary>Three more, written after the recipe was settled and never used to choose anything about it.</summary>
    public static IReadOnlyList<SimulatedOwner> Fresh { get; } =
    [
        new("winter and quiet", one => Has(one, "snowing", "cool blue light", 1.1) - (3 * Math.Max(0, one.Sight.Warm)) - Math.Tanh(10 * (one.Sight.Busy - 0.04)) + (one.Sight.Mirrored > 0.85 ? 0.5 : 0)),
        new("painterly and bright", one => Has(one, "watercolour", "oil painting", 1.2) + Near(one.Sight.Light, 0.6, 0.15) - Has(one, "neon light", "dim light", 0.7)),
        new("drama: contrast at the edge", one => Has(one, "high contrast", "backlit", 1) + (3 * one.Sight.Middle * one.Sight.Vivid) + Has(one, "on the left third", "wide shot", 0.6) - (one.Sight.Mirrored > 0.9 ? 0.6 : 0)),
    ];

    private static double Has(PaintedCandidate one, string word, string other, double much)
        => (one.Look.Contains(word) ? much : 0) + (one.Look.Contains(other) ? much : 0);

    // A bell around what is just right.
    private static double Near(double value, double right, double width) => Math.Exp(-Math.Pow((value - right) / width, 2));

    private static double Faithful(PaintedCandidate one)
    {
        double Asked(string word, double how) => one.Goal.Contains(word, StringComparison.Ordinal) ? how : 0;
        return Asked("night", -3 * one.Sight.Light) + Asked("bright", 3 * one.Sight.Light) + Asked("warm", 4 * one.Sight.Warm) + Asked("cool", -4 * one.Sight.Warm)
            + Asked("vivid", 3 * one.Sight.Vivid) + Asked("muted", -3 * one.Sight.Vivid) + Asked("close-up", 3 * one.Sight.Middle) - Has(one, "mist", "dim light", 0.3);
    }
}
