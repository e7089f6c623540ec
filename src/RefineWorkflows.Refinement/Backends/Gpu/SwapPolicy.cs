namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>How much memory there is and how far fairness bends for fewer swaps.</summary>
/// <param name="Budget">Graphics memory that models may hold together, in bytes.</param>
public sealed record SwapPolicy(long Budget)
{
    /// <summary>The budget of a device whose memory nobody tells: everything fits.</summary>
    public const long Unlimited = long.MaxValue / 4;

    public GpuOrder Order { get; init; } = GpuOrder.FewSwaps;

    /// <summary>Share of the wait that first-come-first-served would have given a step, for which it may be overtaken. Larger: fewer swaps, longer worst waits: of 1500 simulated loads of all shapes none waited longer than 1.93 times first-come-first-served at 1, and 3.3 times at 1.5. Default 1.</summary>
    public double Patience { get; init; } = 1;

    /// <summary>The longest a step in the foreground may be overtaken. Default 10 minutes.</summary>
    public TimeSpan AgeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a step in the background gives way to everything else. Default 1 hour.</summary>
    public TimeSpan BackgroundAgeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time of steps that a swap may be followed by while others are overdue, as a multiple of the time the swap takes. Default 8.</summary>
    public double BatchFactor { get; init; } = 8;
}
