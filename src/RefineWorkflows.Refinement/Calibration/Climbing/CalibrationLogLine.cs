using System.Globalization;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>What one picture tried and what came of it.</summary>
/// <param name="Iteration">The iteration, from 1.</param>
/// <param name="AxisChanged">The axis; two joined by <c>+</c>; null where none was changed.</param>
/// <param name="Old">The words before, joined likewise; empty where the axis had none.</param>
/// <param name="New">The words it was made with.</param>
/// <param name="OverallScore">From 0 to 1; null when no reply of the judge could be read.</param>
/// <param name="MismatchCount">Null when no reply of the judge could be read.</param>
/// <param name="Accepted">Whether it is the new best.</param>
public sealed record CalibrationLogLine(int Iteration, string? AxisChanged, string? Old, string? New, double? OverallScore, int? MismatchCount, bool Accepted)
{
    /// <summary>The line for people: <c>background colour: "red background", overall 0.77, 1 mismatch, accepted</c>.</summary>
    /// <param name="otherSeed">Whether the picture only shows how the best prompt holds with another seed, and could not be accepted.</param>
    public string InWords(bool otherSeed)
    {
        string change = AxisChanged is null ? "" : $"{AxisChanged.Replace("+", " + ", StringComparison.Ordinal).Replace('_', ' ')}: \"{New}\", ";
        string compared = MismatchCount is { } differ && OverallScore is { } score
            ? string.Create(CultureInfo.InvariantCulture, $"overall {score:0.00}, {differ} {(differ == 1 ? "mismatch" : "mismatches")}")
            : "no comparison could be read";
        return $"{change}{compared}, {(otherSeed ? "another seed" : Accepted ? "accepted" : "rejected")}";
    }

    /// <summary>The line for programs: iteration, axis, words before and after, score, mismatches, decision.</summary>
    public override string ToString()
    {
        string change = AxisChanged is null ? "-" : $"'{Old}'→'{New}'";
        string score = OverallScore?.ToString("0.####", CultureInfo.InvariantCulture) ?? "unreadable";
        string mismatches = MismatchCount?.ToString(CultureInfo.InvariantCulture) ?? "unreadable";
        return string.Create(CultureInfo.InvariantCulture, $"({Iteration}, {AxisChanged ?? "-"}, {change}, {score}, {mismatches}, {(Accepted ? "accepted" : "rejected")})");
    }
}
