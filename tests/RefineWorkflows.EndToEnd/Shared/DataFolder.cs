namespace RefineWorkflows.EndToEnd.Shared;

/// <summary>A data folder that goes with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("refine-e2e-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
