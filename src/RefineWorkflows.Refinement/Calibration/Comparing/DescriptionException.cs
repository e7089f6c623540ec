namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>A judge could not describe the reference, so there is nothing to calibrate to.</summary>
public sealed class DescriptionException : RefinementException
{
    internal DescriptionException(string judge, AxisReading<ReferenceDescription> last)
        : base($"{judge} could not describe the reference in {DescribeReply.Retries + 1} tries; of its last reply: {last.Problem}. Take another judge, or write the description's file by hand.")
        => Reply = last.Reply;

    /// <summary>The last reply, whole.</summary>
    public string Reply { get; }
}
