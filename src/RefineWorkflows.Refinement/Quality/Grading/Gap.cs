namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>Where a bound may lie without changing how one graded picture is graded: above one score, up to the next.</summary>
/// <param name="Above">The score below; negative infinity in front of the first.</param>
/// <param name="UpTo">The next score; 1 behind the last.</param>
internal readonly record struct Gap(double Above, double UpTo)
{
    /// <param name="scores">Ascending, each once.</param>
    public static Gap[] Between(double[] scores)
    {
        var gaps = new List<Gap>();
        double above = double.NegativeInfinity;
        foreach (double score in scores)
        {
            gaps.Add(new Gap(above, score));
            above = score;
        }

        // Nothing is above a score of 1.
        if (above < 1)
            gaps.Add(new Gap(above, 1));
        return [.. gaps];
    }

    /// <summary>The place in the gap for a bound: where it is if it is inside, and else not right beside the picture that drove it away.</summary>
    public double Nearest(double bound)
    {
        double low = Math.Max(0, Above);
        double margin = (UpTo - low) / 4;
        return bound > UpTo ? UpTo - margin : bound > Above ? bound : low + margin;
    }

    public Cost Move(double bound) => new(0, 0, Math.Abs(Nearest(bound) - bound));
}
