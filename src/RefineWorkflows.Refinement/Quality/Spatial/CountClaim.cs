using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>That there are so many of a thing.</summary>
/// <param name="Thing">What is counted.</param>
/// <param name="Count">How many; 0 asks for none.</param>
public sealed record CountClaim(string Thing, int Count) : SpatialClaim
{
    /// <exception cref="QualityException">It is below 0.</exception>
    public int Count { get; } = Count >= 0 ? Count : throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"{Count} × {Thing} cannot be asked for; a count is 0 or more."));

    internal override IEnumerable<string> Needs => Count > 0 ? [Thing] : [];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} × {Thing}");
}
