using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>One axis of one picture or clip.</summary>
/// <param name="Axis">Which.</param>
/// <param name="Value">0 to 1.</param>
/// <param name="Reason">One sentence why.</param>
public sealed record AxisReading(RewardAxis Axis, double Value, string Reason)
{
    /// <exception cref="QualityException">It is no number from 0 to 1.</exception>
    public double Value { get; } = Value is >= 0 and <= 1 ? Value : throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"The axis {Axis} has the value {Value}; a number from 0 to 1 is expected."));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Axis.ToString().ToLowerInvariant()}: {Value:0.##}, {Reason}");
}
