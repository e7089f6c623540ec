namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>A judge could not describe the reference, so there is nothing to calibrate to.</summary>
public sealed class DescriptionException : RefinementException
{
    private const int Shown = 200;

    internal DescriptionException(string judge, AxisReading<ReferenceDescription> last)
        : base($"{judge} could not describe the reference in {DescribeReply.Retries + 1} tries: {last.Problem}. Take another judge, or write the description's file by hand. The last reply begins with: {Beginning(last.Reply)}")
        => Reply = last.Reply;

    /// <summary>The last reply, whole.</summary>
    public string Reply { get; }

    private static string Beginning(string reply)
    {
        string text = AxisText.OneLine(reply);
        return text.Length <= Shown ? text : $"{text[..Shown]}…";
    }
}
