using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>Why a calibration ended, as reports write it.</summary>
public static class CalibrationStops
{
    /// <summary>No mismatch is left and the target is reached.</summary>
    public const string Converged = StopReasons.Converged;

    /// <summary>As <see cref="Converged"/>, but there are axes that the judge could not look at.</summary>
    public const string ConvergedPartial = "converged_partial";

    /// <summary>Nothing improved for as long as patience lasts, or every phrasing of every axis that differs was tried.</summary>
    public const string Plateau = "plateau";

    /// <summary>The limit of pictures is reached.</summary>
    public const string MaxIterations = StopReasons.MaxIterations;
}
