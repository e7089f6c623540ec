namespace RefineWorkflows.Refinement.Backends.Ollama;

/// <summary>A model that Ollama has in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">What it takes, in bytes.</param>
/// <param name="Vram">How much of that is graphics memory, in bytes. Less than <paramref name="Size"/>: part of it runs on the CPU, which is slow.</param>
public sealed record OllamaResident(string Name, long Size, long Vram)
{
    public bool IsPartlyOnCpu => Vram < Size;

    public override string ToString() => IsPartlyOnCpu ? $"{Name} (partly on the CPU, which is slow)" : Name;
}
