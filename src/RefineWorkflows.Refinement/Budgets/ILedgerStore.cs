namespace RefineWorkflows.Refinement.Budgets;

/// <summary>Where the ledger is kept, so that every process that spends from the same caps sees the same sums.</summary>
public interface ILedgerStore
{
    /// <summary>One page; its content is empty when there is none.</summary>
    Task<LedgerPage> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Pages whose key starts with <paramref name="prefix"/>, in the order of their keys (ordinal).</summary>
    Task<IReadOnlyList<LedgerPage>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Writes pages in one transaction if others are still as they were read. Of any number that race, one succeeds.</summary>
    /// <param name="pages">What is written.</param>
    /// <param name="asRead">What must not have changed since.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>False when one has changed: nothing was written.</returns>
    Task<bool> TryWriteAsync(IReadOnlyList<LedgerPage> pages, IReadOnlyList<LedgerPage> asRead, CancellationToken cancellationToken);
}
