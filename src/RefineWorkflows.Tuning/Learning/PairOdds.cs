namespace RefineWorkflows.Tuning.Learning;

/// <summary>How probably either of two is chosen; the three add up to 1.</summary>
/// <param name="A">That it is the first.</param>
/// <param name="B">That it is the second.</param>
/// <param name="Tie">That they are alike to the user.</param>
/// <param name="Deviation">Standard deviation of <paramref name="A"/> by what the votes leave open, 0 to 1.</param>
public sealed record PairOdds(double A, double B, double Tie, double Deviation)
{
    /// <summary>From 0, no idea, to 1, certain: 2·|p − ½| with p the chance of A among decisive answers.</summary>
    public double Confidence => Math.Abs(A - B) / (A + B);
}
