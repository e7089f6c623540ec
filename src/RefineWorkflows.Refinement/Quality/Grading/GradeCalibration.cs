namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>Moves the bounds of the grades to where a person would put them.</summary>
public static class GradeCalibration
{
    /// <summary>
    /// The table that misgrades the fewest of these pictures; of several the one that is fewest grades off in sum, then the
    /// one whose bounds have moved least. A bound that no picture speaks against stays.
    /// </summary>
    /// <param name="examples">At least one.</param>
    /// <param name="start">The bounds to move.</param>
    /// <exception cref="QualityException">There is no example.</exception>
    public static TableFit Fit(IReadOnlyList<GradedExample> examples, GradeTable start)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(start);
        if (examples.Count == 0)
            throw new QualityException("There is no graded picture to calibrate by; grade some first.");
        var table = new GradeTable(Bounds(examples, start));
        return new TableFit(table, examples.Count, Misgraded(examples, table), Misgraded(examples, start));
    }

    private static int Misgraded(IReadOnlyList<GradedExample> examples, GradeTable table) => examples.Count(example => table.Of(example.Score) != example.Grade);

    /// <summary>Dynamic programming over the gaps between scores: what the bounds from the worst up to one in this gap cost at least.</summary>
    private static double[] Bounds(IReadOnlyList<GradedExample> examples, GradeTable start)
    {
        Gap[] gaps = Gap.Between([.. examples.Select(example => example.Score).Distinct().Order()]);
        int bounds = start.Bounds.Count;
        Cost[][] below = [.. Enum.GetValues<Grade>().Where(grade => grade <= Grade.F).Select(grade => Below(examples, gaps, grade))];
        int[][] from = new int[bounds][];
        Cost[] best = [.. gaps.Select((gap, at) => below[(int)Grade.F][at] + gap.Move(start.Bounds[bounds - 1]))];
        for (int grade = bounds - 2; grade >= 0; grade--)
        {
            Cost[] next = new Cost[gaps.Length];
            from[grade] = new int[gaps.Length];
            for (int high = 0; high < gaps.Length; high++)
            {
                for (int low = 0; low <= high; low++)
                {
                    Cost cost = best[low] + (below[grade + 1][high] - below[grade + 1][low]) + gaps[high].Move(start.Bounds[grade]);
                    if (low == 0 || cost.CompareTo(next[high]) < 0)
                        (next[high], from[grade][high]) = (cost, low);
                }
            }

            best = next;
        }

        int chosen = Enumerable.Range(0, gaps.Length).MinBy(at => best[at] + (below[(int)Grade.A][^1] - below[(int)Grade.A][at]));
        double[] result = new double[bounds];
        for (int grade = 0; grade < bounds; grade++)
        {
            result[grade] = gaps[chosen].Nearest(start.Bounds[grade]);
            chosen = grade < bounds - 1 ? from[grade][chosen] : 0;
        }

        // Two bounds in one gap may have been moved past each other; no picture lies between them.
        for (int grade = bounds - 2; grade >= 0; grade--)
            result[grade] = Math.Max(result[grade], result[grade + 1]);
        return result;
    }

    // What it costs to give one grade to all pictures below each gap, and last to all.
    private static Cost[] Below(IReadOnlyList<GradedExample> examples, Gap[] gaps, Grade grade)
    {
        GradedExample[] ordered = [.. examples.OrderBy(example => example.Score)];
        var costs = new Cost[gaps.Length + 1];
        (var sum, int next) = (default(Cost), 0);
        for (int at = 0; at <= gaps.Length; at++)
        {
            double above = at < gaps.Length ? gaps[at].Above : double.PositiveInfinity;
            for (; next < ordered.Length && ordered[next].Score <= above; next++)
                sum += new Cost(ordered[next].Grade == grade ? 0 : 1, Math.Abs(ordered[next].Grade - grade), 0);
            costs[at] = sum;
        }

        return costs;
    }
}
