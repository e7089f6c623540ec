namespace RefineWorkflows.Server.Tests.Shared;

/// <summary>A clock that stands until it is set. Timers made from it run on the real one.</summary>
internal sealed class SetTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
