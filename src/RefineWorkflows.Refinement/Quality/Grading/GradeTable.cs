using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>From which score on a picture has which grade. Below the last bound it is an F.</summary>
public sealed record GradeTable
{
    /// <summary>Sums of weighted scores miss a bound by the last digits of a double; that is no reason for a worse grade.</summary>
    private const double Rounding = 1e-9;

    private readonly double[] _bounds;

    /// <param name="bounds">The least score of A, A-, B+, B, B- and C: six numbers from 0 to 1, none above the one before.</param>
    /// <exception cref="QualityException">Another number of them, or they rise.</exception>
    public GradeTable(IReadOnlyList<double> bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        if (bounds.Count != (int)Grade.F)
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"A table of grades has {(int)Grade.F} bounds, those of A, A-, B+, B, B- and C; {bounds.Count} were given."));
        for (int at = 0; at < bounds.Count; at++)
        {
            if (bounds[at] is not (>= 0 and <= 1) || (at > 0 && bounds[at] > bounds[at - 1]))
                throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"The bound of {Grades.NameOf((Grade)at)} is {bounds[at]}; it must be a number from 0 to 1, not above the one of the better grade."));
        }

        _bounds = [.. bounds];
    }

    /// <summary>0.90, 0.80, 0.70, 0.60, 0.50, 0.40.</summary>
    public static GradeTable Default { get; } = new([0.90, 0.80, 0.70, 0.60, 0.50, 0.40]);

    /// <summary>The least score of A, A-, B+, B, B- and C.</summary>
    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>The grade of an unrounded score; a bound belongs to the better grade.</summary>
    public Grade Of(double score)
    {
        int at = Array.FindIndex(_bounds, bound => score >= bound - Rounding);
        return at < 0 ? Grade.F : (Grade)at;
    }

    /// <summary>A to B accept, B- review, C refine, F reject; what is not graded is reviewed.</summary>
    public static GradeAction ActionOf(Grade grade) => grade switch
    {
        <= Grade.B => GradeAction.Accept,
        Grade.C => GradeAction.Refine,
        Grade.F => GradeAction.Reject,
        _ => GradeAction.Review,
    };

    public bool Equals(GradeTable? other) => other is not null && _bounds.SequenceEqual(other._bounds);

    public override int GetHashCode() => _bounds.Aggregate(17, HashCode.Combine);
}
