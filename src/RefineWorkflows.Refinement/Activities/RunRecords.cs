using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Reviews;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>Runs and iterations as rows that commit with the steps that make them.</summary>
public sealed class RunRecords(IInstanceStore store)
{
    private const string Runs = "runs";
    private const string Iterations = "iterations";
    private const string Devices = "device-phases";
    private const string Reviews = "reviews";

    private static readonly JsonSerializerOptions Json = new(RunJson.Line)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What judges said, in runs and outside of them.</summary>
    public VerdictRecords Verdicts { get; } = new(store);

    public static DomainRecord Row(RunRow run) => new(Runs, run.Id, JsonSerializer.SerializeToUtf8Bytes(run, Json));

    public static DomainRecord Row(string run, IterationRecord iteration)
        => new(Iterations, $"{run}/{iteration.Iteration.ToString("d7", CultureInfo.InvariantCulture)}", JsonSerializer.SerializeToUtf8Bytes(iteration, Json));

    /// <param name="run">The run.</param>
    /// <param name="step">The step's idempotency key.</param>
    /// <param name="phases">What happened on devices while it was done; at least one.</param>
    public static DomainRecord Row(string run, string step, IReadOnlyList<GpuPhase> phases) => new(
        Devices,
        string.Create(CultureInfo.InvariantCulture, $"{run}/{phases[0].Began.UtcTicks:d19}/{step}"),
        JsonSerializer.SerializeToUtf8Bytes(phases.Select(DevicePhase.Of), Json));

    public static DomainRecord Row(Review review) => new(Reviews, review.Id, JsonSerializer.SerializeToUtf8Bytes(review, Json));

    /// <summary>The run with this id, or null.</summary>
    public async Task<RunRow?> FindAsync(string run, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Runs, run, cancellationToken) is { } row ? Read<RunRow>(row) : null;

    /// <summary>The review with this id, or null.</summary>
    public async Task<Review?> FindReviewAsync(string review, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Reviews, review, cancellationToken) is { } row ? Read<Review>(row) : null;

    /// <summary>Runs, newest first.</summary>
    public async Task<IReadOnlyList<RunRow>> ListAsync(int limit, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Runs, "", descending: true, limit, cancellationToken)).Select(Read<RunRow>)];

    /// <summary>The decided iterations of a run, in order.</summary>
    public async Task<IReadOnlyList<IterationRecord>> IterationsAsync(string run, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Iterations, $"{run}/", descending: false, int.MaxValue, cancellationToken)).Select(Read<IterationRecord>)];

    /// <summary>What happened on devices while the steps of a run were done, in order.</summary>
    public async Task<IReadOnlyList<DevicePhase>> DevicePhasesAsync(string run, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Devices, $"{run}/", descending: false, int.MaxValue, cancellationToken)).SelectMany(Read<DevicePhase[]>)];

    private static T Read<T>(DomainRecord row) => JsonSerializer.Deserialize<T>(row.Json.Span, Json)!;
}
