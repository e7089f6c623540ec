namespace RefineWorkflows.Engine;

/// <summary>Whether an instance can still do something.</summary>
public enum InstanceStatus
{
    Running,
    Finished,
}
