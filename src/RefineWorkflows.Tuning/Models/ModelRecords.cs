using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Models;

/// <summary>Versions, and which of them serve, as rows.</summary>
public sealed class ModelRecords(IRecordStore store)
{
    private const string Versions = "model-versions";
    private const string Current = "model-current";

    /// <summary>A user's versions, newest first.</summary>
    public async Task<IReadOnlyList<ModelVersion>> ListAsync(string user, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Versions, $"{user}/", descending: true, int.MaxValue, cancellationToken)).Select(row => JsonSerializer.Deserialize<ModelVersion>(row.Json.Span, TrainingJson.Options)!)];

    /// <summary>One version, or null.</summary>
    public async Task<ModelVersion?> FindAsync(string user, int version, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Versions, Key(user, version), cancellationToken) is { } row ? JsonSerializer.Deserialize<ModelVersion>(row.Json.Span, TrainingJson.Options) : null;

    /// <summary>Everybody of whom something was learned.</summary>
    public async Task<IReadOnlyList<string>> UsersAsync(CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Versions, "", descending: false, int.MaxValue, cancellationToken)).Select(row => row.Key[..row.Key.LastIndexOf('/')]).Distinct()];

    /// <summary>Which version of a user's serves; null where none ever did.</summary>
    public async Task<CurrentModel?> CurrentAsync(string user, CancellationToken cancellationToken) => Read(await CurrentRowAsync(user, cancellationToken));

    internal static DomainRecord Row(ModelVersion version) => new(Versions, Key(version.User, version.Version), JsonSerializer.SerializeToUtf8Bytes(version, TrainingJson.Options));

    internal static DomainRecord Row(CurrentModel current) => new(Current, current.User, JsonSerializer.SerializeToUtf8Bytes(current, TrainingJson.Options));

    internal static CurrentModel? Read(DomainRecord row) => row.Json.IsEmpty ? null : JsonSerializer.Deserialize<CurrentModel>(row.Json.Span, TrainingJson.Options);

    /// <summary>The pointer as it is read; with empty JSON where there is none, as a comparison wants it.</summary>
    internal async Task<DomainRecord> CurrentRowAsync(string user, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Current, user, cancellationToken) ?? new DomainRecord(Current, user, ReadOnlyMemory<byte>.Empty);

    internal Task<bool> TryWriteAsync(DomainRecord row, DomainRecord asRead, CancellationToken cancellationToken) => store.TryWriteRecordsAsync([row], [asRead], cancellationToken);

    internal Task DeleteAsync(ModelVersion version, CancellationToken cancellationToken) => store.DeleteRecordAsync(Versions, Key(version.User, version.Version), cancellationToken);

    internal async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        await store.DeleteRecordAsync(Current, user, cancellationToken);
        foreach (DomainRecord row in await store.ListRecordsAsync(Versions, $"{user}/", descending: false, int.MaxValue, cancellationToken))
            await store.DeleteRecordAsync(Versions, row.Key, cancellationToken);
    }

    private static string Key(string user, int version) => $"{user}/{version.ToString("d7", CultureInfo.InvariantCulture)}";
}
