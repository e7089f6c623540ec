namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Which models are in memory, the least recently used first. A value: changes give a new one.</summary>
/// <param name="Models">What is known of every member of the group, by name.</param>
/// <param name="Loaded">Names of the models in memory, the least recently used first.</param>
/// <param name="Budget">What they may hold together, in bytes.</param>
public sealed record GpuMemory(IReadOnlyDictionary<string, GpuModel> Models, IReadOnlyList<string> Loaded, long Budget)
{
    /// <summary>What the loaded models hold together, in bytes.</summary>
    public long Used => Loaded.Sum(name => Models[name].Need);

    public bool Holds(string model) => Loaded.Contains(model);

    /// <summary>What has to go before <paramref name="model"/> can be loaded: unwanted models first, then the least recently used, and none that could stay.</summary>
    /// <param name="model">The model to make room for.</param>
    /// <param name="wanted">Models that steps wait for.</param>
    public IReadOnlyList<string> RoomFor(string model, IReadOnlySet<string> wanted)
    {
        if (Holds(model))
            return [];
        long missing = Used + Models[model].Need - Budget;
        if (missing <= 0)
            return [];
        var gone = new List<string>();
        foreach (string candidate in Loaded.Where(name => !Models[name].Pinned).OrderBy(wanted.Contains))
        {
            if (missing <= 0)
                break;
            gone.Add(candidate);
            missing -= Models[candidate].Need;
        }

        foreach (string spared in gone.OrderByDescending(wanted.Contains).ToList())
        {
            if (missing + Models[spared].Need > 0)
                continue;
            gone.Remove(spared);
            missing += Models[spared].Need;
        }

        return gone;
    }

    /// <summary>The memory after <paramref name="model"/> was loaded or used.</summary>
    public GpuMemory After(string model) => this with { Loaded = [.. Loaded.Where(name => name != model), model] };

    /// <summary>The memory without <paramref name="model"/>.</summary>
    public GpuMemory Without(string model) => this with { Loaded = [.. Loaded.Where(name => name != model)] };
}
