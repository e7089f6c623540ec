namespace RefineWorkflows.Server.Notifications;

/// <summary>What came of one attempt.</summary>
/// <param name="Delivered">Whether it was taken.</param>
/// <param name="Gone">Whether the subscriber wants to hear no more of anything.</param>
/// <param name="Problem">What was wrong, for people; null when nothing was.</param>
/// <param name="RetryAfter">How long the subscriber wants to be left alone; null when it did not say.</param>
internal sealed record SendOutcome(bool Delivered, bool Gone, string? Problem, TimeSpan? RetryAfter)
{
    public static SendOutcome Failed(string problem, TimeSpan? retryAfter = null) => new(false, false, problem, retryAfter);
}
