namespace RefineWorkflows.Engine.Activities;

/// <summary>What a container does with a Break from inside.</summary>
public enum BreakReply
{
    /// <summary>Lets it pass.</summary>
    Ignore,

    /// <summary>Notes that it ends with the present child, and lets it pass on.</summary>
    Note,

    /// <summary>Notes it and keeps it: this is the loop that is broken.</summary>
    Stop,
}
