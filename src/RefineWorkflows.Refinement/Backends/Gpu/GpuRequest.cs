namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>A step that waits for the graphics memory.</summary>
/// <param name="Number">Grows with each request of a group; the order of arrival.</param>
/// <param name="Model">Name of the resident it needs.</param>
/// <param name="Since">When it arrived.</param>
/// <param name="Patience">How long it may be overtaken by steps of other models.</param>
/// <param name="Background">Whether it gives way to everything in the foreground until its patience ends (training).</param>
public sealed record GpuRequest(long Number, string Model, DateTimeOffset Since, TimeSpan Patience, bool Background)
{
    /// <summary>From here on no step that arrives later is put before it, beyond the batch that runs.</summary>
    public DateTimeOffset Deadline => Since + Patience;
}
