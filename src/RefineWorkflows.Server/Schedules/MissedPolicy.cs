namespace RefineWorkflows.Server.Schedules;

/// <summary>What becomes of occurrences while nobody was there to start them.</summary>
internal enum MissedPolicy
{
    /// <summary>They are let go.</summary>
    Skip,

    /// <summary>The last of them is started.</summary>
    Once,

    /// <summary>All are started, the last ones up to a limit.</summary>
    All,
}
