namespace RefineWorkflows.Server.Elsa.Hub;

/// <summary>An instance that connections look at, and how far they have been told.</summary>
internal sealed class Observation
{
    public HashSet<string> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>The last entry that was told of.</summary>
    public long Told { get; set; }
}
