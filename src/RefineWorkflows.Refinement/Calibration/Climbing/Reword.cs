namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>New words are tried on the best prompt.</summary>
/// <param name="Requests">One axis, or two where that is allowed. Empty when the first picture could not be compared and is made again.</param>
public sealed record Reword(IReadOnlyList<WordingRequest> Requests) : CalibrationMove;
