namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>The door that every call of one back end goes through, whoever calls: what is shared and what is limited is asked here, once.</summary>
/// <param name="name">What the settings call the back end.</param>
public sealed class BackEndDoor(string name)
{
    private readonly AsyncLocal<bool> inside = new();

    public string Name { get; } = name;

    /// <summary>Calls the back end once it may be called.</summary>
    /// <param name="most">What the call takes at most.</param>
    /// <param name="call">Calls it. Must not go through this door itself: it would wait for itself.</param>
    /// <param name="cost">What the call has taken, by its answer.</param>
    /// <param name="cancellationToken">Stops waiting; is passed on to the call.</param>
    public async Task<T> PassAsync<T>(CallCost most, Func<CancellationToken, Task<T>> call, Func<T, CallCost> cost, CancellationToken cancellationToken)
    {
        if (inside.Value)
            throw new InvalidOperationException($"A call of {Name} calls {Name} through its door again.");
        inside.Value = true;
        return await call(cancellationToken);
    }
}
