namespace RefineWorkflows.Engine.Storage;

/// <summary>What a list of instances is ordered by.</summary>
public enum InstanceOrder
{
    Created,
    Updated,

    /// <summary>Unfinished ones count as the smallest.</summary>
    Finished,

    /// <summary>Case of ASCII letters does not count; those without a name come as the smallest.</summary>
    Name,
}
