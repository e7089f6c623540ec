namespace RefineWorkflows.Engine.Scheduling;

/// <summary>A cron expression cannot be read, or never comes true.</summary>
public sealed class CronException(string expression, string problem)
    : WorkflowException($"Cron expression '{expression}': {problem}. Write five fields (minute hour day month weekday) or six with seconds first, for example '0 9 * * 1-5'.");
