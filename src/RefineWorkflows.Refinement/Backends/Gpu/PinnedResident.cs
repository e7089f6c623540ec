namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>The model of a server that cannot give memory back (for example vLLM without sleep mode): its need is taken off what the others share.</summary>
/// <param name="name">What the settings call the back end.</param>
/// <param name="need">Graphics memory in bytes, as configured.</param>
public sealed class PinnedResident(string name, long need) : IResident
{
    public string Name { get; } = name;

    public long? Need { get; } = need;

    public bool IsPinned => true;

    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> ReleaseAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<long?> HeldAsync(CancellationToken cancellationToken) => Task.FromResult(Need);
}
