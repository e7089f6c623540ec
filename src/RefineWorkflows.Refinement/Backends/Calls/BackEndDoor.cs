using RefineWorkflows.Refinement.Backends.Sharing;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>The door that every call of one back end goes through, whoever calls: what is shared and what is limited is asked here, once.</summary>
/// <param name="name">What the settings call the back end.</param>
/// <param name="account">What its calls are paid from; null pays for nothing.</param>
/// <param name="seat">Its place at the device that it shares with others; null when it shares none.</param>
/// <param name="work">Where it is told who is at work; null tells nobody.</param>
public sealed class BackEndDoor(string name, CallAccount? account = null, GpuSeat? seat = null, ForegroundWork? work = null)
{
    private readonly AsyncLocal<bool> inside = new();

    public string Name { get; } = name;

    /// <summary>What its calls cost; nothing where nobody has set a price.</summary>
    public PriceList Prices { get; } = account?.Prices ?? new PriceList();

    /// <summary>Calls the back end once it may be called.</summary>
    /// <param name="most">What the call takes at most.</param>
    /// <param name="call">Calls it. Must not go through this door itself: it would wait for itself.</param>
    /// <param name="cost">What the call has taken, by its answer.</param>
    /// <param name="cancellationToken">Stops waiting; is passed on to the call.</param>
    /// <exception cref="Budgets.BudgetException">The call might pass a cap, so that it is not made.</exception>
    public async Task<T> PassAsync<T>(CallCost most, Func<CancellationToken, Task<T>> call, Func<T, CallCost> cost, CancellationToken cancellationToken)
    {
        if (inside.Value)
            throw new InvalidOperationException($"A call of {Name} calls {Name} through its door again.");
        inside.Value = true;
        using IDisposable? atWork = work?.Begin(Name);
        if (account is null)
            return await InTurnAsync(call, cancellationToken);
        await account.CheckAsync(most, cancellationToken);
        // Waiting for a turn is not the back end's time, and a second try in one turn is paid for, too.
        return await InTurnAsync(token => account.PayAsync(most, call, cost, token), cancellationToken);
    }

    private Task<T> InTurnAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => seat is null ? call(cancellationToken) : seat.RunAsync(call, cancellationToken);
}
