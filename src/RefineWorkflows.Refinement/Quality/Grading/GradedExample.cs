using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>A picture that a person graded.</summary>
/// <param name="Score">What the channels gave it, 0 to 1.</param>
/// <param name="Grade">What the person gave it; not <see cref="Grade.Ungraded"/>.</param>
public sealed record GradedExample(double Score, Grade Grade)
{
    /// <exception cref="QualityException">It is no number from 0 to 1.</exception>
    public double Score { get; } = Score is >= 0 and <= 1 ? Score : throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"A graded picture has the score {Score}; a number from 0 to 1 is expected."));

    /// <exception cref="QualityException">The picture was not graded.</exception>
    public Grade Grade { get; } = Grade is >= Grade.A and <= Grade.F ? Grade : throw new QualityException("A picture without a grade calibrates nothing; leave it out, or give it a grade from A to F.");
}
