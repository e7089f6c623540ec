using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>The ledger among the records of the engine's store.</summary>
public sealed class LedgerRecords(IRecordStore store) : ILedgerStore
{
    private const string Collection = "ledger";

    public async Task<LedgerPage> ReadAsync(string key, CancellationToken cancellationToken)
        => new(key, (await store.FindRecordAsync(Collection, key, cancellationToken))?.Json ?? default);

    public async Task<IReadOnlyList<LedgerPage>> ListAsync(string prefix, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Collection, prefix, descending: false, int.MaxValue, cancellationToken)).Select(record => new LedgerPage(record.Key, record.Json))];

    public Task<bool> TryWriteAsync(IReadOnlyList<LedgerPage> pages, IReadOnlyList<LedgerPage> asRead, CancellationToken cancellationToken)
        => store.TryWriteRecordsAsync([.. pages.Select(Record)], [.. asRead.Select(Record)], cancellationToken);

    private static DomainRecord Record(LedgerPage page) => new(Collection, page.Key, page.Json);
}
