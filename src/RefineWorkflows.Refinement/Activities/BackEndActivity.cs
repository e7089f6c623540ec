using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>
/// An activity that asks a back end: what may pass is tried again, as late as the back end asks for; what the day's budget
/// does not allow waits until the day turns; what the run's budget does not allow leaves by an outcome of its own.
/// </summary>
/// <param name="budget">Ends runs whose budget is used up.</param>
public abstract class BackEndActivity(BudgetStop budget) : ExternalActivity
{
    /// <summary>Servers that are away or busy come back: an hour and a half is waited for them, on average.</summary>
    private static readonly RetryPolicy Patient = new(40, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>As long as asked for, and not a moment by chance.</summary>
    private static readonly RetryPolicy AsAskedFor = new(1, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The run that it works for.</summary>
    public abstract Input<RunRow> Run { get; }

    protected override bool IsTransient(Exception failure) => failure switch
    {
        BackEndException known => known.IsTransient,
        BudgetException stop => stop.Wait is not null,
        _ => base.IsTransient(failure),
    };

    protected override bool IsAttempt(Exception failure) => failure is not BudgetException;

    protected override TimeSpan? WaitAskedFor(Exception failure) => failure switch
    {
        BackEndException known => known.RetryAfter,
        BudgetException stop => stop.Wait,
        _ => null,
    };

    protected override RetryPolicy RetryAfter(Exception failure) => failure switch
    {
        BackEndException { Failure: BackEndFailure.Transport or BackEndFailure.Overloaded or BackEndFailure.RateLimited } => Patient,
        BudgetException => AsAskedFor,
        _ => Retry,
    };

    protected sealed override async Task<EffectResult> RunAsync(EffectContext context)
    {
        // A loop within a loop may be an instance of its own; what it spends is the run's.
        string run = context.Get(Run)?.Id ?? context.Instance.Value;
        var origin = new CallOrigin(run, context.IdempotencyKey, context.Attempt) { Purpose = GetType().Name, Resumes = context.Handle?.GetString() is { Length: > 0 } };
        try
        {
            return await origin.FlowAsync(() => AskAsync(context));
        }
        catch (BudgetException stop) when (stop.IsOfRun)
        {
            return await budget.EndAsync(run, context.CancellationToken);
        }
    }

    /// <summary>Does the work once; <see cref="CallOrigin.Current"/> names this step.</summary>
    protected abstract Task<EffectResult> AskAsync(EffectContext context);
}
