using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>One visit to one activity with all that is known of it. Members of state and outputs keep their Pascal case.</summary>
internal sealed class ExecutionRecord : ExecutionSummary
{
    public ExecutionRecord(InstanceId instance, ExecutionTrace trace, InstanceDrawing drawing)
        : base(instance, trace, drawing)
    {
        Activity = trace.Activity;
        InputsAt = trace.InputsAt;
        OutputsAt = trace.OutputsAt;
        EndAt = trace.EndAt;
        CallStackDepth = trace.Depth;
        SchedulingActivityExecutionId = trace.Owner is { } owner ? IdOf(instance, owner.Number) : null;
        SchedulingActivityId = trace.Owner is { } scheduler ? drawing.LocalId(scheduler.Activity) : null;
    }

    /// <summary>Its inputs as they were evaluated. Never null: Studio would ask again for ever.</summary>
    public JsonObject ActivityState { get; set; } = [];

    public JsonObject Outputs { get; set; } = [];

    public JsonObject? Payload { get; set; }

    public ExceptionView? Exception { get; set; }

    public JsonObject Properties { get; } = [];

    /// <summary>The visit that caused this one: to the container around it, or in another instance, for a workflow that was started by it.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    public string? SchedulingActivityId { get; set; }

    /// <summary>The instance that started this one, for the workflow itself.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    public int CallStackDepth { get; set; }

    /// <summary>The activity's id in the graph.</summary>
    [JsonIgnore]
    public string Activity { get; }

    /// <summary>The entry that holds its inputs.</summary>
    [JsonIgnore]
    public long? InputsAt { get; }

    /// <summary>The entry that holds what its effect gave, when a slot ran after it.</summary>
    [JsonIgnore]
    public long? OutputsAt { get; }

    /// <summary>The entry that says how it ended.</summary>
    [JsonIgnore]
    public long? EndAt { get; }
}
