namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Whether the parts of a quality review fit a device beside each other, or have to follow each other.</summary>
public static class VramCalculator
{
    /// <summary>Memory of the card that the figures are made for, in GB.</summary>
    public const double UsualDevice = 24;

    /// <summary>Share of the device that a phase may hold: 20 GB of 24 leave room for the desktop, caches and fragments.</summary>
    public const double PhaseShare = 20.0 / 24;

    private static readonly (string Name, string[] Components)[] Phases =
    [
        ("verification", ["unified_vqa_4bit", "unified_vqa_full", "proxyclip", "visionreward"]),
        ("benchmark", ["vbench"]),
        ("preference", ["tuner_inference"]),
        ("training", ["tuner_training"]),
    ];

    /// <summary>Adds the components up. What no phase of the review uses is a phase of its own.</summary>
    /// <param name="chosen">Names of components, each once.</param>
    /// <param name="figures">What they need.</param>
    /// <param name="device">Memory of the device in GB.</param>
    /// <exception cref="GpuException">A name is unknown or named twice, or there is none.</exception>
    public static VramEstimate Estimate(IReadOnlyCollection<string> chosen, VramComponents figures, double device)
    {
        if (chosen.Count == 0)
            throw new GpuException($"No components are named; known are {string.Join(", ", figures.Needs.Keys)}.");
        List<string> unknown = [.. chosen.Where(name => !figures.Needs.ContainsKey(name))];
        if (unknown.Count > 0)
            throw new GpuException($"There is no component {string.Join(", ", unknown.Select(name => $"'{name}'"))}; known are {string.Join(", ", figures.Needs.Keys)}. Others are added with --set name=GB.");
        if (chosen.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GpuException($"'{twice.Key}' is named {twice.Count()} times; name each component once.");

        VramPart[] parts = [.. chosen.Select(name => new VramPart(name, figures.Needs[name]))];
        double total = Sum(parts), guard = device * PhaseShare;
        VramPhase[] phases = [.. parts.GroupBy(part => PhaseOf(part.Name)).Select(phase => new VramPhase(phase.Key, [.. phase.Select(part => part.Name)], Sum(phase), Sum(phase) <= guard))];
        bool fits = total <= device;
        return new VramEstimate(parts, total, device, fits, fits ? VramPlacement.Parallel : VramPlacement.Sequential, Math.Round(guard, 3), phases, phases.Max(phase => phase.Gb), phases.All(phase => phase.Fits));
    }

    private static string PhaseOf(string component)
        => Phases.FirstOrDefault(phase => phase.Components.Contains(component, StringComparer.OrdinalIgnoreCase)).Name ?? component;

    // Rounded, because 0.1 + 0.2 must fit 0.3.
    private static double Sum(IEnumerable<VramPart> parts) => Math.Round(parts.Sum(part => part.Gb), 6);
}
