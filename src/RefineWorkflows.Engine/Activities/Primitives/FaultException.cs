namespace RefineWorkflows.Engine.Activities.Primitives;

/// <summary>A definition declared itself failed.</summary>
public sealed class FaultException(string? code, string? category, string? faultType, string? message)
    : WorkflowException(string.IsNullOrWhiteSpace(message) ? $"The workflow declared a fault (code {code})." : message)
{
    public string? Code { get; } = code;

    public string? Category { get; } = category;

    public string? FaultType { get; } = faultType;
}
