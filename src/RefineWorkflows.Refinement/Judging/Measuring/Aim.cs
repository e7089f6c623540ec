namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Which side of a target is good.</summary>
internal enum Aim
{
    AtLeast,
    AtMost,
    Near,
}
