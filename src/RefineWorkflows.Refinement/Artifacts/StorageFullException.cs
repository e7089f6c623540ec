namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>The disk that holds a run is full. Nothing half-written was left behind.</summary>
public sealed class StorageFullException(string path, Exception inner) : RefinementException(
    $"No space left to write '{path}'. Nothing was changed. Free some space on that disk, then resume the run.", inner)
{
    /// <summary>The file that could not be written.</summary>
    public string Path { get; } = path;
}
