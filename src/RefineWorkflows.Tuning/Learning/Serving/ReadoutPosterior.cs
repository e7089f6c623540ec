using RefineWorkflows.Tuning.Learning.Networks;

namespace RefineWorkflows.Tuning.Learning.Serving;

/// <summary>
/// What the votes leave open, by Laplace's approximation over the readout (MacKay 1992): the inverse of prior precision plus
/// Σ w·p(1−p)·gap·gapᵀ, where a gap is what the hidden layer sees of A minus what it sees of B.
/// </summary>
internal static class ReadoutPosterior
{
    /// <summary>The prior says that log-odds of pairs like these have about this variance.</summary>
    private const double PriorVariance = 2;

    /// <param name="gaps">A row a pair, in log-odds a unit of readout.</param>
    /// <param name="weights">w·p(1−p) of each.</param>
    /// <param name="unit">Log-odds a unit of score.</param>
    /// <returns>m × m, in squared units of readout.</returns>
    public static double[] Of(IReadOnlyList<double[]> gaps, IReadOnlyList<double> weights, double unit)
    {
        int size = gaps[0].Length;
        double mean = gaps.Average(gap => Rows.Dot(gap, gap)) * unit * unit;
        double precision = Math.Max(mean, 1e-12) / PriorVariance;
        var information = new double[size * size];
        for (int at = 0; at < gaps.Count; at++)
        {
            for (int row = 0; row < size; row++)
                Rows.AddScaled(gaps[at], weights[at] * unit * unit * gaps[at][row], information.AsSpan(row * size, size));
        }

        for (int row = 0; row < size; row++)
            information[(row * size) + row] += precision;
        return Inverse(information, size);
    }

    public static double Variance(double[] covariance, double[] gap)
    {
        double sum = 0;
        for (int row = 0; row < gap.Length; row++)
            sum += gap[row] * Rows.Dot(covariance.AsSpan(row * gap.Length, gap.Length), gap);
        return sum;
    }

    // By Cholesky; the matrix is positive definite, since a multiple of the identity was added.
    private static double[] Inverse(double[] matrix, int size)
    {
        var lower = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double rest = matrix[(row * size) + column] - Rows.Dot(lower.AsSpan(row * size, column), lower.AsSpan(column * size, column));
                lower[(row * size) + column] = row == column ? Math.Sqrt(rest) : rest / lower[(column * size) + column];
            }
        }

        var inverse = new double[size * size];
        var solved = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            for (int row = 0; row < size; row++)
                solved[row] = ((row == unit ? 1 : 0) - Rows.Dot(lower.AsSpan(row * size, row), solved.AsSpan(0, row))) / lower[(row * size) + row];
            for (int row = size - 1; row >= 0; row--)
            {
                double rest = solved[row];
                for (int below = row + 1; below < size; below++)
                    rest -= lower[(below * size) + row] * solved[below];
                solved[row] = rest / lower[(row * size) + row];
            }

            solved.CopyTo(inverse, unit * size);
        }

        return inverse;
    }
}
