namespace RefineWorkflows.Refinement.Calibration;

/// <summary>A set of axes that cannot be used.</summary>
public sealed class AxisSetException : RefinementException
{
    internal AxisSetException(IReadOnlyList<string> problems, Exception? inner = null)
        : base($"The axes cannot be used: {string.Join(" ", problems)}", inner) => Problems = problems;

    /// <summary>Everything that is wrong with it, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
