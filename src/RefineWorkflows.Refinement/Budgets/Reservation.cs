namespace RefineWorkflows.Refinement.Budgets;

/// <summary>An attempt that is in the ledger with what it takes at most.</summary>
internal sealed class Reservation(string key, LedgerRow row, IReadOnlyList<LedgerScope> scopes)
{
    public string Key { get; } = key;

    public LedgerRow Row { get; set; } = row;

    public IReadOnlyList<LedgerScope> Scopes { get; } = scopes;

    /// <summary>Whether there is a cap on time, so that the call ends with the time that is reserved for it.</summary>
    public bool IsTimed => Scopes.Any(one => one.Caps.Time is not null);
}
