namespace RefineWorkflows.Engine.Journal;

/// <summary>A permanent failure, kept on the instance for a person to retry, skip or edit.</summary>
/// <param name="Activity">Id of the activity that failed.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="ExceptionType">Full name of the exception, or null when a definition faulted by itself.</param>
/// <param name="Details">Stack trace or other evidence; never holds secrets that the message does not.</param>
/// <param name="At">When.</param>
public sealed record Incident(string Activity, string ActivityType, string Message, string? ExceptionType, string? Details, DateTimeOffset At);
