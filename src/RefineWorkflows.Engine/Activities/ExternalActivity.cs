using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities;

/// <summary>
/// An activity that asks somebody else. It runs outside the burst's own state: it gets its inputs, returns its result,
/// and saves handles and checkpoints through its context.
/// </summary>
public abstract class ExternalActivity : Activity
{
    public sealed override EffectKind Effect => EffectKind.External;

    /// <summary>How failures that may pass are tried again.</summary>
    public virtual RetryPolicy Retry => RetryPolicy.Default;

    /// <summary>How this failure is tried again. The attempts of other failures count, too.</summary>
    protected internal virtual RetryPolicy RetryAfter(Exception failure) => Retry;

    /// <summary>Whether a failure may pass by itself. False makes it an incident at once.</summary>
    protected internal virtual bool IsTransient(Exception failure) => failure is TimeoutException or HttpRequestException or IOException;

    /// <summary>Whether this failure uses up one of the attempts. False for one that only means that it is not yet time to ask.</summary>
    protected internal virtual bool IsAttempt(Exception failure) => true;

    /// <summary>How long whoever failed wants to be left alone before the next attempt; null when it did not say.</summary>
    protected internal virtual TimeSpan? WaitAskedFor(Exception failure) => null;

    /// <summary>Answers without asking anybody, where that is possible: nothing is committed for it, as for a pure activity. Null when somebody must be asked.</summary>
    protected internal virtual EffectResult? TryWithoutAsking(EffectContext context) => null;

    /// <summary>
    /// Does the work once. When <see cref="EffectContext.Handle"/> is set, an earlier process had handed the work over:
    /// ask about it instead of handing it over again.
    /// </summary>
    protected internal abstract Task<EffectResult> RunAsync(EffectContext context);

    protected internal sealed override ValueTask ExecuteAsync(ActivityContext context)
        => throw new InvalidOperationException("An external activity is run by its effect.");
}
