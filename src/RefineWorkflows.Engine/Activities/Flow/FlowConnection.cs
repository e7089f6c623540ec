namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>An edge of a flowchart.</summary>
/// <param name="Index">Its place in the drawing.</param>
/// <param name="Source">Index of the activity it leaves.</param>
/// <param name="Port">The outcome it leaves by; null follows Done when the activity named no outcome.</param>
/// <param name="Target">Index of the activity it leads to.</param>
internal sealed record FlowConnection(int Index, int Source, string? Port, int Target)
{
    /// <summary>Whether an activity that completed with these outcomes is left by this edge. Matching is case-sensitive.</summary>
    public bool IsFollowed(IReadOnlyList<string>? outcomes) => outcomes is null ? Port is null or "Done" : Port is not null && outcomes.Contains(Port);
}
