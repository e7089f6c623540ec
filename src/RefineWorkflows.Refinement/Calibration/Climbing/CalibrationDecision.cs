namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>What a calibration decided about one picture.</summary>
/// <param name="State">The state to keep.</param>
/// <param name="Accepted">Whether it is the new best; otherwise the best prompt holds as if it had not been made.</param>
/// <param name="Log">What was tried and what came of it.</param>
/// <param name="StopReason">One of <see cref="CalibrationStops"/>; null while the run goes on.</param>
/// <param name="Next">What the next picture is made for; null exactly when the run stops.</param>
public sealed record CalibrationDecision(CalibrationState State, bool Accepted, CalibrationLogLine Log, string? StopReason, CalibrationMove? Next);
