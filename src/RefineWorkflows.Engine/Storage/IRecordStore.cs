namespace RefineWorkflows.Engine.Storage;

/// <summary>
/// Rows of the domain outside a step. Each method is one transaction: it is on disk when its task ends, or it threw and
/// nothing was written. Rows that belong to a step go with its <see cref="BurstCommit"/> instead.
/// </summary>
public interface IRecordStore
{
    /// <summary>One record, or null.</summary>
    Task<DomainRecord?> FindRecordAsync(string collection, string key, CancellationToken cancellationToken);

    /// <summary>Records of a collection whose key starts with <paramref name="prefix"/>, in the order of their keys (ordinal), or backwards.</summary>
    Task<IReadOnlyList<DomainRecord>> ListRecordsAsync(string collection, string prefix, bool descending, int limit, CancellationToken cancellationToken);

    /// <summary>Writes a record; one with the same key is replaced.</summary>
    Task PutRecordAsync(DomainRecord record, CancellationToken cancellationToken);

    /// <summary>Writes a record unless its key is taken. Of any number that race, one succeeds.</summary>
    /// <returns>False when there is such a record already; it stays as it is.</returns>
    Task<bool> TryAddRecordAsync(DomainRecord record, CancellationToken cancellationToken);

    /// <summary>Writes records together if others are still as they were read. Of any number that race about the same ones, one succeeds.</summary>
    /// <param name="records">What is written; a record with the same key is replaced.</param>
    /// <param name="asRead">Records that must not have changed since. One with empty JSON must not exist.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>False when one has changed: nothing was written; read again.</returns>
    Task<bool> TryWriteRecordsAsync(IReadOnlyList<DomainRecord> records, IReadOnlyList<DomainRecord> asRead, CancellationToken cancellationToken);

    /// <summary>Removes a record. Of any number that race, one succeeds.</summary>
    /// <returns>False when there is no such record.</returns>
    Task<bool> DeleteRecordAsync(string collection, string key, CancellationToken cancellationToken);
}
