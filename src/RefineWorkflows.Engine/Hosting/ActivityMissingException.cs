namespace RefineWorkflows.Engine.Hosting;

/// <summary>A workflow was to be started at an activity that it does not have.</summary>
public sealed class ActivityMissingException(string definitionId, string activityId)
    : WorkflowException($"'{definitionId}' has no activity '{activityId}' to start at. Name one of its triggers, or none to begin at the beginning.")
{
    public string DefinitionId { get; } = definitionId;

    public string ActivityId { get; } = activityId;
}
