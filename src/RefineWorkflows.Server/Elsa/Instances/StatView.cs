using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>How often an activity ran and how it stands: the badge on its node.</summary>
internal sealed record StatView(
    string ActivityId,
    string ActivityNodeId,
    int StartedCount,
    int CompletedCount,
    int UncompletedCount,
    bool IsBlocked,
    bool IsFaulted,
    int AggregateFaultCount,
    IReadOnlyDictionary<string, object> Metadata)
{
    /// <summary>Null when the activity never ran.</summary>
    public static StatView? Of(string activity, InstanceJournal journal, InstanceDrawing drawing)
    {
        ExecutionTrace[] visits = [.. journal.Visits(activity)];
        return visits.Length == 0 ? null : new StatView(
            drawing.LocalId(activity),
            drawing.NodeId(activity),
            visits.Length,
            visits.Count(one => one.CompletedAt is not null),
            visits.Count(one => one.CompletedAt is null),
            visits.Any(one => one.Bookmarks > 0),
            visits.Any(one => one.Status == ActivityStatus.Faulted),
            visits[^1].FaultsBelow,
            ExecutionSummary.MetadataOf(visits[^1]));
    }
}
