using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>Verdicts among the records of the engine's store: one row each in the order of time, and for each question the last one that did not fail.</summary>
public sealed class VerdictRecords(IRecordStore store) : IVerdictStore
{
    private const string Verdicts = "verdicts";
    private const string Known = "verdict-keys";

    private static readonly JsonSerializerOptions Json = new(RunJson.Line) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The rows of a verdict, for the step that asked for it to commit with itself.</summary>
    public static IReadOnlyList<DomainRecord> Rows(StoredVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        string key = string.Create(CultureInfo.InvariantCulture, $"{verdict.At.UtcTicks:d19}/{verdict.Key}");
        var row = new DomainRecord(Verdicts, key, JsonSerializer.SerializeToUtf8Bytes(verdict, Json));
        return verdict.HasFailed || verdict.CacheHit ? [row] : [row, new DomainRecord(Known, verdict.Key, JsonSerializer.SerializeToUtf8Bytes(key, Json))];
    }

    public async Task<StoredVerdict?> FindAsync(string key, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Known, key, cancellationToken) is { } known
            && await store.FindRecordAsync(Verdicts, JsonSerializer.Deserialize<string>(known.Json.Span, Json)!, cancellationToken) is { } row
            ? Read(row)
            : null;

    public async Task AddAsync(StoredVerdict verdict, CancellationToken cancellationToken)
        => await store.TryWriteRecordsAsync(Rows(verdict), [], cancellationToken);

    public async Task<IReadOnlyList<StoredVerdict>> ListAsync(int limit, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Verdicts, "", descending: true, limit, cancellationToken)).Select(Read)];

    private static StoredVerdict Read(DomainRecord row) => JsonSerializer.Deserialize<StoredVerdict>(row.Json.Span, Json)!;
}
