namespace RefineWorkflows.Engine.Journal;

/// <summary>Where one activity execution is. The names are Elsa's and stand on the wire.</summary>
public enum ActivityStatus
{
    Pending,
    Running,
    Completed,
    Canceled,
    Faulted,
}
