using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Refinement.Backends;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>An activity that asks a back end: what may pass is tried again, as late as the back end asks for.</summary>
public abstract class BackEndActivity : ExternalActivity
{
    protected override bool IsTransient(Exception failure) => failure is BackEndException known ? known.IsTransient : base.IsTransient(failure);

    protected override TimeSpan? WaitAskedFor(Exception failure) => (failure as BackEndException)?.RetryAfter;
}
