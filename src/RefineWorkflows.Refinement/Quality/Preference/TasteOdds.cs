namespace RefineWorkflows.Refinement.Quality.Preference;

/// <summary>How probably a user chooses either of two pictures; the three add up to 1.</summary>
/// <param name="A">That it is the first.</param>
/// <param name="B">That it is the second.</param>
/// <param name="Tie">That they are alike to the user.</param>
/// <param name="Deviation">How far off <paramref name="A"/> may be (a standard deviation), 0 to 1.</param>
/// <param name="By">The model that says so: user and version.</param>
public sealed record TasteOdds(double A, double B, double Tie, double Deviation, string By)
{
    /// <summary>From 0, no idea, to 1, certain.</summary>
    public double Confidence => Math.Abs(A - B);
}
