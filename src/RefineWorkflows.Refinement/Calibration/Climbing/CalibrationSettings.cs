using System.Globalization;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>What a calibration is asked to do. Fixed for the life of the run.</summary>
public sealed record CalibrationSettings
{
    /// <summary>Overall score from which a picture without mismatches is good enough, above 0 and up to 1. Default 0.9.</summary>
    public double Target { get; init; } = 0.9;

    /// <summary>Pictures in a row that may fail to improve. Default 4.</summary>
    public int Patience { get; init; } = 4;

    /// <summary>Pictures to make at most while searching. Default 25.</summary>
    public int MaxIterations { get; init; } = 25;

    /// <summary>Tries for each axis before it is given up, the plain value among them. Default 3.</summary>
    public int PhrasingsPerAxis { get; init; } = 3;

    /// <summary>Whether two mismatched axes of different groups may be edited at once. Default: one axis at a time.</summary>
    public bool BatchIndependent { get; init; }

    /// <summary>Pictures with other seeds after it has converged, to tell how much was the seed's luck. Default 3.</summary>
    public int RobustnessSeeds { get; init; } = 3;

    /// <summary>What makes one picture better than another. Default: fewer mismatches, then the higher score.</summary>
    public AcceptBy AcceptBy { get; init; }

    /// <summary>Decides the frozen seed of all pictures of the search, and the other seeds after it.</summary>
    public ulong Seed { get; init; }

    /// <summary>Everything that is wrong with these settings, all of it at once; empty when they can be used.</summary>
    public IReadOnlyList<SettingProblem> Validate()
    {
        List<SettingProblem> problems = [];
        Check(Target is > 0 and <= 1, "--target", Target, "above 0, up to 1");
        Check(Patience is >= 1 and <= 1000, "--patience", Patience, "1 to 1000");
        Check(MaxIterations is >= 1 and <= 10_000, "--max-iterations", MaxIterations, "1 to 10000");
        Check(PhrasingsPerAxis is >= 1 and <= 10, "--phrasings-per-axis", PhrasingsPerAxis, "1 to 10");
        Check(RobustnessSeeds is >= 0 and <= 100, "--robustness-seeds", RobustnessSeeds, "0 to 100");
        Check(Enum.IsDefined(AcceptBy), "--accept-by", AcceptBy, "mismatches, score");
        return problems;

        void Check(bool good, string option, object value, string allowed)
        {
            if (!good)
                problems.Add(new SettingProblem(option, string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; allowed: {allowed}.")));
        }
    }
}
