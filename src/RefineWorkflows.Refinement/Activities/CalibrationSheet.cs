using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>What DescribeReference lays down and EditAxis writes on: all that a calibration needs to know between two pictures.</summary>
/// <param name="Settings">What it is asked to do.</param>
/// <param name="Axes">The axes.</param>
/// <param name="Judge">Who compares.</param>
/// <param name="Writer">Who words the edits.</param>
/// <param name="ReferenceFile">The reference in the run's folder.</param>
/// <param name="Reference">What it shows, told once.</param>
/// <param name="State">Where the search stands.</param>
/// <param name="Edits">What was changed for the next picture; empty for the first and for one with another seed.</param>
public sealed record CalibrationSheet(
    CalibrationSettings Settings,
    AxisSet Axes,
    ReportedJudge Judge,
    string Writer,
    string ReferenceFile,
    ReferenceDescription Reference,
    CalibrationState State,
    IReadOnlyList<AxisEdit> Edits)
{
    /// <summary>What every picture so far tried and what came of it.</summary>
    public IReadOnlyList<CalibrationLogLine> Log { get; init; } = [];

    /// <summary>How the next picture is made.</summary>
    internal CalibrationPlan Plan() => CalibrationPlan.For(Settings, Axes, State, Edits);
}
