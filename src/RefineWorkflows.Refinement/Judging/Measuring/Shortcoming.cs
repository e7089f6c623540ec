namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>How far a picture is from one target.</summary>
/// <param name="Target">The wish.</param>
/// <param name="Measured">What the picture has.</param>
/// <param name="Closeness">0 (not at all) to 1 (fulfilled).</param>
internal sealed record Shortcoming(Target Target, double Measured, double Closeness)
{
    /// <summary>What fulfilling it would add to the score, relative to the others.</summary>
    public double Loss => Target.Weight * (1 - Closeness);
}
