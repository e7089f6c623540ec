using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>That a thing covers so much of the picture.</summary>
public sealed record ShareClaim : SpatialClaim
{
    /// <exception cref="QualityException">The bounds are no shares, or the wrong way round.</exception>
    public ShareClaim(string thing, double least, double most)
    {
        if (least is not (>= 0 and <= 1) || most is not (> 0 and <= 1) || least > most)
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"'{thing}' is asked to cover {least} to {most} of the picture; give two shares from 0 to 1, the smaller first."));
        (Thing, Least, Most) = (thing, least, most);
    }

    /// <summary>What is looked at.</summary>
    public string Thing { get; }

    /// <summary>The smallest share that is asked for, 0 to 1.</summary>
    public double Least { get; }

    /// <summary>The largest, above 0, from <see cref="Least"/> to 1.</summary>
    public double Most { get; }

    internal override IEnumerable<string> Needs => [Thing];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Thing} covers {Least * 100:0.#} to {Most * 100:0.#} % of the picture");
}
