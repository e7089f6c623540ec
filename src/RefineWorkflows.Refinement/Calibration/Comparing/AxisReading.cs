namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>A reply that was read, or why it could not be.</summary>
/// <param name="Value">What it says; null exactly when there is a problem.</param>
/// <param name="Problem">The end of a sentence that begins with "the reply cannot be used:".</param>
/// <param name="Reply">The reply as it came.</param>
public sealed record AxisReading<T>(T? Value, string? Problem, string Reply)
    where T : class;
