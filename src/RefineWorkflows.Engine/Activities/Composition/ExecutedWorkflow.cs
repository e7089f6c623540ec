using System.Text.Json;

namespace RefineWorkflows.Engine.Activities.Composition;

/// <summary>A workflow that was run by another.</summary>
/// <param name="WorkflowInstanceId">Its instance.</param>
/// <param name="Status">Running when it was not waited for.</param>
/// <param name="SubStatus">Pending when it was not waited for.</param>
/// <param name="Output">Its outputs by name.</param>
public sealed record ExecutedWorkflow(string WorkflowInstanceId, InstanceStatus Status, InstanceSubStatus SubStatus, IReadOnlyDictionary<string, JsonElement> Output);
