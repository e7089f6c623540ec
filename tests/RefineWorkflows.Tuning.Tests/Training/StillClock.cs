namespace RefineWorkflows.Tuning.Tests.Training;

/// <summary>A clock that says the same hour whenever it is asked; waiting takes its time.</summary>
internal sealed class StillClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50);
}
