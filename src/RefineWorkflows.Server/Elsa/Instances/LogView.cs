using System.Globalization;
using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>A line of the journal in Elsa's shape.</summary>
internal sealed record LogView
{
    public LogView(InstanceId instance, LogLine line, InstanceDrawing drawing)
    {
        string activity = line.Execution.Activity;
        Id = string.Create(CultureInfo.InvariantCulture, $"{instance.Value}-log-{line.Sequence}");
        WorkflowInstanceId = instance.Value;
        ActivityInstanceId = ExecutionSummary.IdOf(instance, line.Execution.Number);
        ParentActivityInstanceId = line.Execution.Owner is { } owner ? ExecutionSummary.IdOf(instance, owner.Number) : null;
        ActivityId = drawing.LocalId(activity);
        ActivityType = drawing.Type(activity);
        ActivityTypeVersion = drawing.Version(activity);
        ActivityName = drawing.Name(activity);
        NodeId = drawing.NodeId(activity);
        Timestamp = line.At;
        Sequence = line.Sequence;
        EventName = line.Event;
        Message = line.Payload?.GetValueOrDefault("Message") as string;
        Payload = line.Payload;
    }

    public string Id { get; }

    public string WorkflowInstanceId { get; }

    public string ActivityInstanceId { get; }

    public string? ParentActivityInstanceId { get; }

    public string ActivityId { get; }

    public string ActivityType { get; }

    public int ActivityTypeVersion { get; }

    public string? ActivityName { get; }

    public string NodeId { get; }

    public DateTimeOffset Timestamp { get; }

    public long Sequence { get; }

    public string EventName { get; }

    public string? Message { get; }

    public string? Source { get; }

    /// <summary>Always null: the values stand in the execution's record, and a journal of a thousand lines stays light.</summary>
    public object? ActivityState { get; }

    public IReadOnlyDictionary<string, object?>? Payload { get; }
}
