namespace RefineWorkflows.Server.Notifications;

/// <summary>How far the ends of runs have been looked through.</summary>
/// <param name="At">Up to when.</param>
internal sealed record SweepMark(DateTimeOffset At);
