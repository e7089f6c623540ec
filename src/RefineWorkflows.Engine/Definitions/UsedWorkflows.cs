namespace RefineWorkflows.Engine.Definitions;

/// <summary>The workflows that a drawing and those inside it use as activities, found before it is compiled.</summary>
internal sealed class UsedWorkflows
{
    private readonly Dictionary<WorkflowUse, WorkflowDefinition?> found = [];

    public static UsedWorkflows None { get; } = new();

    /// <summary>The workflow that is meant, or null when there is none.</summary>
    public WorkflowDefinition? Find(WorkflowUse use) => found.GetValueOrDefault(use);

    /// <summary>Notes what a use means.</summary>
    /// <returns>False when it was known.</returns>
    public bool TryAdd(WorkflowUse use, WorkflowDefinition? workflow) => found.TryAdd(use, workflow);

    public bool Knows(WorkflowUse use) => found.ContainsKey(use);
}
