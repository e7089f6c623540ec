using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Tests.Budgets;

/// <summary>A ledger that is kept in memory.</summary>
internal sealed class MemoryLedger : ILedgerStore
{
    private readonly SortedDictionary<string, byte[]> pages = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public Task<LedgerPage> ReadAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(new LedgerPage(key, pages.GetValueOrDefault(key)));
    }

    public Task<IReadOnlyList<LedgerPage>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<LedgerPage>>([.. pages.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(one => new LedgerPage(one.Key, one.Value))]);
    }

    public Task<bool> TryWriteAsync(IReadOnlyList<LedgerPage> written, IReadOnlyList<LedgerPage> asRead, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (asRead.Any(one => !one.Json.Span.SequenceEqual(pages.GetValueOrDefault(one.Key))))
                return Task.FromResult(false);
            foreach (LedgerPage page in written)
                pages[page.Key] = page.Json.ToArray();
            return Task.FromResult(true);
        }
    }
}
