namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>A verdict that was not what the judge had said.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Rule">One of <see cref="CorrectionRules"/>.</param>
/// <param name="Original">What the judge wrote; null when it wrote nothing.</param>
/// <param name="Verdict">What holds instead.</param>
public sealed record AxisCorrection(string Axis, string Rule, string? Original, AxisVerdict Verdict);
