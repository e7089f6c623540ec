namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>How one device group is shared.</summary>
/// <param name="Policy">The budget, and how far fairness bends.</param>
public sealed record GpuSchedulerOptions(SwapPolicy Policy)
{
    /// <summary>How long a release may take to be proved. Then the next step goes on with a warning. Default 30 s.</summary>
    public TimeSpan ProofLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a load is expected to take before one was measured. Default 20 s.</summary>
    public TimeSpan ExpectedLoad { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a step is expected to take before one was measured. Default 10 s.</summary>
    public TimeSpan ExpectedStep { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long this process may go on with the device while another one waits for it. Shorter: fairer, more swaps. Default 1 minute.</summary>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a server may take to say what it holds. Default 3 s.</summary>
    public TimeSpan QuestionLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The device among processes; null when no other process uses it.</summary>
    public GpuLease? Lease { get; init; }

    /// <summary>Graphics memory in use on the device in bytes, or null where nobody can tell; asked between phases, also after a caller gave up. Ends within seconds by itself and does not throw.</summary>
    public Func<CancellationToken, Task<long?>> MeasureAsync { get; init; } = _ => Task.FromResult<long?>(null);

    /// <summary>Told of every phase when it is over; does not throw.</summary>
    public Action<GpuPhase> OnPhase { get; init; } = _ => { };
}
