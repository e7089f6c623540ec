namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>One dimension of VBench (Huang et al. 2024).</summary>
/// <param name="Key">Its name, for example <c>temporal_flickering</c>.</param>
/// <param name="Min">The raw value that counts as 0.</param>
/// <param name="Max">The raw value that counts as 1.</param>
/// <param name="Weight">Its weight within its group.</param>
/// <param name="Group">Which total it counts for.</param>
public sealed record BenchmarkDimension(string Key, double Min, double Max, double Weight, BenchmarkGroup Group)
{
    /// <summary>0 to 1, where <see cref="Min"/> and <see cref="Max"/> are the ends; beyond them it is cut.</summary>
    public double Normalise(double raw) => Math.Clamp((raw - Min) / (Max - Min), 0, 1);
}
