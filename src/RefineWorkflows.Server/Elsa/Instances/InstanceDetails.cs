using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>An instance with its state.</summary>
internal sealed record InstanceDetails(InstanceHeader Header, bool IsSystem, JsonObject WorkflowState) : InstanceSummary(Header)
{
    public string? ParentWorkflowInstanceId => Header.Parent?.Value;

    public bool IsExecuting => SubStatus == InstanceSubStatus.Executing;

    /// <summary>Waits for a person's resume whatever arrives.</summary>
    public bool IsPaused => Header.IsPaused;

    private InstanceHeader Header { get; } = Header;
}
