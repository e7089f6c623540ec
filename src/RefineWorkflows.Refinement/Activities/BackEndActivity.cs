using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>An activity that asks a back end: what may pass is tried again, as late as the back end asks for.</summary>
public abstract class BackEndActivity : ExternalActivity
{
    /// <summary>Servers that are away or busy come back: an hour and a half is waited for them, on average.</summary>
    private static readonly RetryPolicy Patient = new(40, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    protected override bool IsTransient(Exception failure) => failure is BackEndException known ? known.IsTransient : base.IsTransient(failure);

    protected override TimeSpan? WaitAskedFor(Exception failure) => (failure as BackEndException)?.RetryAfter;

    protected override RetryPolicy RetryAfter(Exception failure)
        => failure is BackEndException { Failure: BackEndFailure.Transport or BackEndFailure.Overloaded or BackEndFailure.RateLimited } ? Patient : Retry;

    protected sealed override Task<EffectResult> RunAsync(EffectContext context)
        => new CallOrigin(context.Instance.Value, context.IdempotencyKey, context.Attempt).FlowAsync(() => AskAsync(context));

    /// <summary>Does the work once; <see cref="CallOrigin.Current"/> names this step.</summary>
    protected abstract Task<EffectResult> AskAsync(EffectContext context);
}
