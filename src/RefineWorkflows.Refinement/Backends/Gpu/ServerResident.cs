namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>The model of a server that is spoken to over HTTP: its client knows how to give memory back, and most load with the next request.</summary>
/// <param name="name">What the settings call the back end.</param>
/// <param name="need">Graphics memory in bytes, as configured; null where nobody has said.</param>
/// <param name="release">Asks for the memory back; true when it is proved free.</param>
/// <param name="load">Loads ahead of the step; null where the next request does it.</param>
/// <param name="held">What it holds now, in bytes, or null; null where the server does not tell.</param>
public sealed class ServerResident(
    string name, long? need, Func<CancellationToken, Task<bool>> release, Func<CancellationToken, Task>? load = null, Func<CancellationToken, Task<long?>>? held = null) : IResident
{
    public string Name { get; } = name;

    public long? Need { get; } = need;

    public bool IsPinned => false;

    public Task LoadAsync(CancellationToken cancellationToken) => load is null ? Task.CompletedTask : load(cancellationToken);

    public Task<bool> ReleaseAsync(CancellationToken cancellationToken) => release(cancellationToken);

    public Task<long?> HeldAsync(CancellationToken cancellationToken) => held is null ? Task.FromResult<long?>(null) : held(cancellationToken);
}
