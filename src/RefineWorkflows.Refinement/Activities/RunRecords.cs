using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>Runs and iterations as rows that commit with the steps that make them.</summary>
public sealed class RunRecords(IInstanceStore store)
{
    private const string Runs = "runs";
    private const string Iterations = "iterations";

    private static readonly JsonSerializerOptions Json = new(RunJson.Line)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static DomainRecord Row(RunRow run) => new(Runs, run.Id, JsonSerializer.SerializeToUtf8Bytes(run, Json));

    public static DomainRecord Row(string run, IterationRecord iteration)
        => new(Iterations, $"{run}/{iteration.Iteration.ToString("d7", CultureInfo.InvariantCulture)}", JsonSerializer.SerializeToUtf8Bytes(iteration, Json));

    /// <summary>The run with this id, or null.</summary>
    public async Task<RunRow?> FindAsync(string run, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Runs, run, cancellationToken) is { } row ? Read<RunRow>(row) : null;

    /// <summary>Runs, newest first.</summary>
    public async Task<IReadOnlyList<RunRow>> ListAsync(int limit, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Runs, "", descending: true, limit, cancellationToken)).Select(Read<RunRow>)];

    /// <summary>The decided iterations of a run, in order.</summary>
    public async Task<IReadOnlyList<IterationRecord>> IterationsAsync(string run, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Iterations, $"{run}/", descending: false, int.MaxValue, cancellationToken)).Select(Read<IterationRecord>)];

    private static T Read<T>(DomainRecord row) => JsonSerializer.Deserialize<T>(row.Json.Span, Json)!;
}
