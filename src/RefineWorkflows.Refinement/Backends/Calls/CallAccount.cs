using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>What the calls of one back end are paid from.</summary>
/// <param name="ledger">Where they are written down.</param>
/// <param name="terms">What they cost.</param>
/// <param name="time">The clock.</param>
public sealed class CallAccount(SpendingLedger ledger, BackEndTerms terms, TimeProvider time)
{
    public PriceList Prices => terms.Prices;

    /// <summary>Refuses a call that would not fit now, before anybody waits for a turn.</summary>
    /// <exception cref="BudgetException">It might pass a cap.</exception>
    public async Task CheckAsync(CallCost most, CancellationToken cancellationToken)
    {
        // What an earlier process ordered is reserved already.
        if (most != default && CallOrigin.Current is not { Resumes: true })
            await ledger.CheckAsync(terms, CallOrigin.Current, most, cancellationToken);
    }

    /// <summary>Reserves what a call takes at most, makes it, and writes down what it took.</summary>
    /// <param name="most">What it takes at most; nothing where it only asks what there is.</param>
    /// <param name="call">Makes it. Its token ends it where the time that is left for it is over.</param>
    /// <param name="cost">What it took, by its answer.</param>
    /// <param name="cancellationToken">Gives it up: it goes on counting with what it takes at most, for nobody knows.</param>
    /// <exception cref="BudgetException">It might pass a cap, so that it was not made; or it took all the time that was left.</exception>
    public async Task<T> PayAsync<T>(CallCost most, Func<CancellationToken, Task<T>> call, Func<T, CallCost> cost, CancellationToken cancellationToken)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var payment = new Payment(ledger, terms, CallOrigin.Current, time, cut);
        await payment.BeginAsync(most, cancellationToken);
        try
        {
            T answer = await CallMeter.FlowAsync(payment, () => call(cut.Token));
            await payment.EndAsync(cost(answer));
            return answer;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await payment.FailAsync(failure);
            if (payment.Overdrawn is { } stop)
                throw stop;
            throw;
        }
    }
}
