namespace RefineWorkflows.Refinement.Backends.Ollama;

/// <summary>A model as Ollama describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sees">Whether it can look at pictures.</param>
internal sealed record OllamaModel(string Name, bool Sees);
