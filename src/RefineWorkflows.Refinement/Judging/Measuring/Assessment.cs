using System.Globalization;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>A picture measured against a goal.</summary>
internal sealed class Assessment
{
    private const double Fulfilled = 0.97;
    private const double TopOfScale = 9.5;

    private readonly Shortcoming[] _shortcomings;

    private Assessment(bool hasSubject, Shortcoming[] shortcomings)
    {
        HasSubject = hasSubject;
        _shortcomings = shortcomings;
        double weights = shortcomings.Sum(one => one.Target.Weight);
        double reached = shortcomings.Sum(one => one.Target.Weight * one.Closeness) / weights;
        // the gate: nothing to look at is the bottom of the scale, whatever else is good
        Score = hasSubject ? Math.Round(1 + (9 * reached), 1, MidpointRounding.ToZero) : 1;
    }

    /// <summary>Whether anything stands out at all.</summary>
    public bool HasSubject { get; }

    /// <summary>1 to 10, in tenths.</summary>
    public double Score { get; }

    /// <summary>Whether nothing is left to wish for.</summary>
    public bool IsDone => HasSubject && (Score >= TopOfScale || _shortcomings.All(one => one.Closeness >= Fulfilled));

    /// <summary>What is not fulfilled, the greatest loss first.</summary>
    public IEnumerable<Shortcoming> Open => _shortcomings.Where(one => one.Closeness < Fulfilled).OrderByDescending(one => one.Loss);

    public static Assessment Of(MeasuredPicture picture, IReadOnlyList<Target> targets) => new(
        picture.HasSubject,
        [.. targets.Select(target =>
        {
            double measured = picture[target.Quality];
            return new Shortcoming(target, measured, target.Closeness(measured));
        })]);

    /// <summary>The measures behind the score, in one line.</summary>
    public string Explain()
    {
        string measures = string.Join(", ", _shortcomings.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{QualityNames.Of(one.Target.Quality)} {one.Measured:0.00} of {one.Target.To:0.00}")));
        string? weakest = Open.Select(one => QualityNames.Of(one.Target.Quality)).FirstOrDefault();
        return $"Measured: {(HasSubject ? "" : "no subject stands out, ")}{measures}{(weakest is null ? "" : $"; weakest: {weakest}")}.";
    }
}
