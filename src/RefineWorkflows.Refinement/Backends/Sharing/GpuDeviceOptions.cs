using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>How devices are shared.</summary>
public sealed record GpuDeviceOptions
{
    /// <summary>What models may hold together, in GiB; null asks the driver, then the servers.</summary>
    public double? Budget { get; init; }

    /// <summary>Folder by which several processes take turns; null when there is only this one.</summary>
    public string? Folder { get; init; }

    /// <summary>In which order waiting steps are run.</summary>
    public GpuOrder Order { get; init; } = GpuOrder.FewSwaps;

    /// <summary>How long this process may go on with the device while another one waits for it.</summary>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The cards of this machine.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<NvidiaDevice>>> DevicesAsync { get; init; } = token => NvidiaSmi.DevicesAsync(token);
}
