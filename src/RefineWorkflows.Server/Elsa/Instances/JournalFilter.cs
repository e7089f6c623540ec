namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Which lines of a journal to read. Null filters nothing.</summary>
internal sealed record JournalFilter
{
    /// <summary>Ids as drawn, or as they are unique in the instance: inside a workflow that is used as an activity, after that activity's id and a colon.</summary>
    public string[]? ActivityIds { get; init; }

    /// <summary>Studio sends an empty list for an empty container: nothing is wanted then.</summary>
    public string[]? ActivityNodeIds { get; init; }

    public string[]? ExcludedActivityTypes { get; init; }

    public string[]? EventNames { get; init; }

    /// <summary>The filter as a test of a line. Names are looked up once, not for every line.</summary>
    public Func<LogLine, bool> On(InstanceDrawing drawing)
    {
        HashSet<string>? ids = Set(ActivityIds);
        HashSet<string>? nodes = ActivityNodeIds is null ? null : [.. ActivityNodeIds.Select(drawing.ActivityAt).OfType<string>()];
        HashSet<string>? types = Set(ExcludedActivityTypes);
        HashSet<string>? events = Set(EventNames);
        return line => (ids is null || ids.Contains(drawing.LocalId(line.Execution.Activity)) || ids.Contains(line.Execution.Activity))
            && (nodes is null || nodes.Contains(line.Execution.Activity))
            && (types is null || !types.Contains(drawing.Type(line.Execution.Activity)))
            && (events is null || events.Contains(line.Event));
    }

    private static HashSet<string>? Set(string[]? values) => values is { Length: > 0 } ? [.. values] : null;
}
