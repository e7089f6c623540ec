namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What whoever had the device leaves written for who has it next.</summary>
/// <param name="Holder">Who wrote it: an id of one process's lease.</param>
/// <param name="Loaded">Names of the models in memory, the least recently used first.</param>
/// <param name="Needs">What steps have shown models to need, in bytes, by name.</param>
public sealed record GpuLeaseState(string Holder, IReadOnlyList<string> Loaded, IReadOnlyDictionary<string, long> Needs)
{
    /// <summary>Nothing is known.</summary>
    public static GpuLeaseState Nothing { get; } = new("", [], new Dictionary<string, long>());
}
