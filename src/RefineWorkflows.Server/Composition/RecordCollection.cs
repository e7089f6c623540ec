using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Composition;

/// <summary>One collection of the store's records as typed rows.</summary>
/// <typeparam name="T">What a row holds. Secrets only as hashes or encrypted: rows are plain JSON on disk.</typeparam>
internal sealed class RecordCollection<T>(IRecordStore store, string name)
    where T : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The row with this key, or null.</summary>
    public async Task<T?> FindAsync(string key, CancellationToken cancellationToken)
        => await store.FindRecordAsync(name, key, cancellationToken) is { } record ? Read(record) : null;

    /// <summary>Rows whose key starts with <paramref name="prefix"/>, by key.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, T>>> ListAsync(string prefix, int limit, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(name, prefix, descending: false, limit, cancellationToken)).Select(record => KeyValuePair.Create(record.Key, Read(record)))];

    /// <summary>Writes a row in place of one with the same key.</summary>
    public Task PutAsync(string key, T row, CancellationToken cancellationToken) => store.PutRecordAsync(Write(key, row), cancellationToken);

    /// <summary>Writes a row unless its key is taken; of many that race, one hears true.</summary>
    public Task<bool> TryAddAsync(string key, T row, CancellationToken cancellationToken) => store.TryAddRecordAsync(Write(key, row), cancellationToken);

    /// <summary>Removes a row; of many that race, one hears true.</summary>
    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken) => store.DeleteRecordAsync(name, key, cancellationToken);

    private static T Read(DomainRecord record) => JsonSerializer.Deserialize<T>(record.Json.Span, Json)!;

    private DomainRecord Write(string key, T row) => new(name, key, JsonSerializer.SerializeToUtf8Bytes(row, Json));
}
