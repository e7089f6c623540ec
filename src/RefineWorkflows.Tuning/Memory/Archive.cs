using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>The archive of each user: entries are added once and never changed.</summary>
public sealed class Archive(IRecordStore store)
{
    private const string Collection = "memory-archive";
    private const string Ids = "memory-archive-ids";

    /// <summary>Adds entries; one that is there already stays as it is.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> AppendAsync(string user, IEnumerable<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        int added = 0;
        foreach (ArchiveEntry entry in entries)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{user}/{entry.Timestamp.UtcTicks:d19}/{entry.Id}");
            var row = new DomainRecord(Collection, key, JsonSerializer.SerializeToUtf8Bytes(entry, MemoryForm.Json));
            // An entry is known by its id; its key is for the order of time.
            var id = new DomainRecord(Ids, $"{user}/{entry.Id}", JsonSerializer.SerializeToUtf8Bytes(key, MemoryForm.Json));
            if (await store.FindRecordAsync(id.Collection, id.Key, cancellationToken) is null && await store.TryWriteRecordsAsync([row, id], [id with { Json = default }], cancellationToken))
                added++;
        }

        return added;
    }

    /// <summary>The newest entries.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="words">What must stand in them, in any case; null takes all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ArchiveEntry>> SearchAsync(string user, string? words, int limit, CancellationToken cancellationToken)
    {
        int read = words is null ? limit : int.MaxValue;
        return
        [
            .. (await store.ListRecordsAsync(Collection, $"{user}/", descending: true, read, cancellationToken))
                .Select(record => JsonSerializer.Deserialize<ArchiveEntry>(record.Json.Span, MemoryForm.Json)!)
                .Where(entry => words is null || Mentions(entry, words))
                .Take(limit),
        ];
    }

    /// <summary>Forgets everything about a user.</summary>
    public async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        foreach (string collection in new[] { Ids, Collection })
        {
            foreach (DomainRecord record in await store.ListRecordsAsync(collection, $"{user}/", descending: false, int.MaxValue, cancellationToken))
                await store.DeleteRecordAsync(collection, record.Key, cancellationToken);
        }
    }

    private static bool Mentions(ArchiveEntry entry, string words)
        => entry.Text.Contains(words, StringComparison.OrdinalIgnoreCase) || entry.Id.Contains(words, StringComparison.OrdinalIgnoreCase) || string.Equals(entry.Grade, words, StringComparison.OrdinalIgnoreCase);
}
