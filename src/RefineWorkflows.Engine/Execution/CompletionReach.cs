namespace RefineWorkflows.Engine.Execution;

/// <summary>How far up a completion goes.</summary>
internal enum CompletionReach
{
    Activity,
    Composite,
    Instance,
}
