using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>A back end that works on a device.</summary>
/// <param name="Name">What the settings call it.</param>
/// <param name="Need">Graphics memory in bytes, as configured; null where nobody has said.</param>
/// <param name="ResidentAsync">How its memory is taken and given back; asked when its first step comes, for the server may have to tell.</param>
/// <param name="AskAsync">Asks the server what it is.</param>
/// <param name="NeedsLease">Whether two processes must not use it beside each other even where it is alone on its device, because each would load it once.</param>
public sealed record GpuMember(
    string Name,
    long? Need,
    Func<CancellationToken, Task<IResident>> ResidentAsync,
    Func<CancellationToken, Task<BackEndState>> AskAsync,
    bool NeedsLease = false);
