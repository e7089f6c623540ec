using System.Globalization;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

/// <summary>
/// How often a running flowchart has visited each activity and each edge, and whether each edge was followed at its
/// last visit. Kept as properties of the flowchart's visit; only what one call changed is journaled.
/// </summary>
internal sealed class FlowCounters(ActivityContext context)
{
    private readonly Dictionary<string, long> changes = new(StringComparer.Ordinal);

    public long Visits(int activity) => Read($"a{activity}");

    public long Visits(FlowConnection connection) => Read($"c{connection.Index}") >> 1;

    public bool WasFollowed(FlowConnection connection) => (Read($"c{connection.Index}") & 1) == 1;

    public void Visit(int activity) => changes[$"a{activity}"] = Visits(activity) + 1;

    public void Visit(FlowConnection connection, bool followed) => changes[$"c{connection.Index}"] = ((Visits(connection) + 1) << 1) | (followed ? 1L : 0L);

    public void Save() => context.SetProperties(changes.ToDictionary(pair => pair.Key, pair => EngineJson.ToElement(pair.Value), StringComparer.Ordinal));

    private long Read(string name) => changes.TryGetValue(name, out long changed)
        ? changed
        : context.State.Property(name) is { } stored ? long.Parse(stored.GetRawText(), CultureInfo.InvariantCulture) : 0;
}
