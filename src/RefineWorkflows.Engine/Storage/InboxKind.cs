namespace RefineWorkflows.Engine.Storage;

/// <summary>What arrives in an instance's inbox. All but <see cref="Stimulus"/> reach a paused instance too.</summary>
public enum InboxKind
{
    /// <summary>A stimulus that matched one of its bookmarks.</summary>
    Stimulus,

    /// <summary>End it now, bottom-up.</summary>
    Cancel,

    /// <summary>Stop after the step in flight and wait for a person.</summary>
    Pause,

    /// <summary>Undo a pause.</summary>
    Resume,

    /// <summary>Run a faulted activity again.</summary>
    Retry,

    /// <summary>Tell the instance that it was started for how it has finished, if it has: the parent may have missed it.</summary>
    Announce,

    /// <summary>A child that the instance started was refused by its activation rule.</summary>
    ChildRefused,
}
