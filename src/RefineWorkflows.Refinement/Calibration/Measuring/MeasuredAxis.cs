using Measure = RefineWorkflows.Refinement.Judging.Measuring.Quality;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>An axis that a number answers.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Ladder">The words for it.</param>
/// <param name="NeedsSubject">Whether it says nothing about a picture in which nothing stands out.</param>
internal sealed record MeasuredAxis(Axis Axis, Measure Measure, Ladder Ladder, bool NeedsSubject = false);
