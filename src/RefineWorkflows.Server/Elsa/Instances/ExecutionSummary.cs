using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>One visit to one activity, without what it was given and what it gave.</summary>
internal class ExecutionSummary
{
    private static readonly Dictionary<string, object> Nothing = [];
    private static readonly Dictionary<string, object> Retried = new() { ["HasRetryAttempts"] = true };

    public ExecutionSummary(InstanceId instance, ExecutionTrace trace, InstanceDrawing drawing)
    {
        Id = IdOf(instance, trace.Number);
        WorkflowInstanceId = instance.Value;
        ActivityId = drawing.LocalId(trace.Activity);
        ActivityNodeId = drawing.NodeId(trace.Activity);
        ActivityType = drawing.Type(trace.Activity);
        ActivityTypeVersion = drawing.Version(trace.Activity);
        ActivityName = drawing.Name(trace.Activity);
        Status = trace.Status;
        StartedAt = trace.StartedAt!.Value;
        CompletedAt = trace.CompletedAt;
        HasBookmarks = trace.Bookmarks > 0;
        Metadata = MetadataOf(trace);
        AggregateFaultCount = trace.FaultsBelow;
    }

    public string Id { get; }

    public string WorkflowInstanceId { get; }

    public string ActivityId { get; }

    public string ActivityNodeId { get; }

    public string ActivityType { get; }

    public int ActivityTypeVersion { get; }

    public string? ActivityName { get; }

    public ActivityStatus Status { get; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset? CompletedAt { get; }

    public bool HasBookmarks { get; }

    public int AggregateFaultCount { get; }

    public IReadOnlyDictionary<string, object> Metadata { get; }

    /// <summary>The name of a visit among all visits of all instances.</summary>
    public static string IdOf(InstanceId instance, long number) => string.Create(CultureInfo.InvariantCulture, $"{instance.Value}-{number}");

    /// <summary>The visit that an id names.</summary>
    public static bool TryParseId(string id, out InstanceId instance, out long number)
    {
        int dash = id.LastIndexOf('-');
        number = 0;
        instance = new InstanceId(dash > 0 ? id[..dash] : "");
        return dash > 0 && long.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static IReadOnlyDictionary<string, object> MetadataOf(ExecutionTrace trace) => trace.Attempt > 1 ? Retried : Nothing;
}
