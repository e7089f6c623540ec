namespace RefineWorkflows.Refinement.Budgets;

/// <summary>An attempt with what it takes at most.</summary>
internal sealed class Reservation(string key, LedgerRow row, IReadOnlyList<LedgerScope> scopes)
{
    public string Key { get; } = key;

    public LedgerRow Row { get; set; } = row;

    public IReadOnlyList<LedgerScope> Scopes { get; } = scopes;

    /// <summary>Whether it is on disk already. What costs nothing where nothing is capped is written down only when it is done: there is nothing that it could pass.</summary>
    public bool IsWritten { get; init; } = true;

    /// <summary>Whether there is a cap on time, so that the call ends with the time that is reserved for it.</summary>
    public bool IsTimed => Scopes.Any(one => one.Caps.Time is not null);
}
