namespace RefineWorkflows.Server.Schedules;

/// <summary>Deals with what a schedule is due for.</summary>
/// <returns>When it is due next, or null for never.</returns>
internal delegate Task<DateTimeOffset?> Ring(string schedule, CancellationToken cancellationToken);
