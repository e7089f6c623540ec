namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Something that happened on the device, for logs and the timelines of runs: users ask where the time went.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Model">Name of the resident it happened to.</param>
/// <param name="Cause">Why, in words.</param>
/// <param name="Began">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="UsedBefore">Graphics memory in use on the device before it, in bytes; null where nobody can tell.</param>
/// <param name="UsedAfter">The same after it.</param>
/// <param name="Warning">What is doubtful about it, with what to do; null when nothing is.</param>
public sealed record GpuPhase(GpuPhaseKind Kind, string Model, string Cause, DateTimeOffset Began, TimeSpan Took, long? UsedBefore, long? UsedAfter, string? Warning)
{
    /// <summary>One line for a log.</summary>
    public override string ToString()
    {
        string memory = UsedBefore is { } before && UsedAfter is { } after ? FormattableString.Invariant($", {before / (double)(1L << 30):0.0} -> {after / (double)(1L << 30):0.0} GiB in use") : "";
        return FormattableString.Invariant($"{Kind} {Model} ({Cause}): {Took.TotalSeconds:0.0} s{memory}{(Warning is null ? "" : $". Warning: {Warning}")}");
    }
}
