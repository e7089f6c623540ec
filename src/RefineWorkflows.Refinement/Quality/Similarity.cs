using System.Globalization;

namespace RefineWorkflows.Refinement.Quality;

/// <summary>How alike two vectors of features are.</summary>
internal static class Similarity
{
    /// <summary>The cosine of the angle between two vectors, −1 (opposite) to 1 (one direction). Their lengths do not matter.</summary>
    /// <exception cref="QualityException">Different numbers of components, or a vector without a direction.</exception>
    public static double Cosine(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Count != other.Count)
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"Features of {one.Count} and of {other.Count} numbers cannot be compared; take both from one extractor."));
        (double product, double squares, double otherSquares) = (0, 0, 0);
        for (int at = 0; at < one.Count; at++)
        {
            product += one[at] * other[at];
            squares += one[at] * one[at];
            otherSquares += other[at] * other[at];
        }

        double lengths = Math.Sqrt(squares) * Math.Sqrt(otherSquares);
        return lengths is > 0 and < double.PositiveInfinity
            ? Math.Clamp(product / lengths, -1, 1)
            : throw new QualityException("A vector of features is all zero or not finite, and has no direction; the extractor found nothing in the picture.");
    }
}
