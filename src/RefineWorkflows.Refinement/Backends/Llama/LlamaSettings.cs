namespace RefineWorkflows.Refinement.Backends.Llama;

/// <summary>How a llama-server is started.</summary>
/// <param name="ModelFile">The model, a GGUF file.</param>
public sealed record LlamaSettings(string ModelFile)
{
    /// <summary>The program: a path, or a name that is looked for on PATH.</summary>
    public string Program { get; init; } = "llama-server";

    /// <summary>The projector by which the model sees, a GGUF file; null for a model that reads only text.</summary>
    public string? Projector { get; init; }

    /// <summary>Layers of the model that are put on the graphics card; null chooses by what is free there.</summary>
    public int? GpuLayers { get; init; }

    /// <summary>Longest conversation in tokens; null leaves it to the server.</summary>
    public int? ContextSize { get; init; }

    /// <summary>Handed on to the program as they are, after all others.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];
}
