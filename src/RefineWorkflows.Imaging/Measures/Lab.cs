namespace RefineWorkflows.Imaging.Measures;

/// <summary>A colour in CIE L*a*b*: L 0…100, a and b about ±110.</summary>
internal readonly record struct Lab(float L, float A, float B)
{
    /// <summary>The distance of two colours (ΔE, CIE 1976).</summary>
    internal float DistanceTo(Lab other) =>
        MathF.Sqrt((L - other.L) * (L - other.L) + (A - other.A) * (A - other.A) + (B - other.B) * (B - other.B));
}
