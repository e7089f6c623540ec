using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Tuning.Training;

/// <summary>Trainings and their figures as rows.</summary>
public sealed class TrainingRecords(IRecordStore store)
{
    private const string Trainings = "trainings";
    private const string Epochs = "training-epochs";

    public static DomainRecord Row(Training training) => new(Trainings, training.Id, JsonSerializer.SerializeToUtf8Bytes(training, TrainingJson.Options));

    /// <summary>The training with this id, or null.</summary>
    public async Task<Training?> FindAsync(string id, CancellationToken cancellationToken)
        => await store.FindRecordAsync(Trainings, id, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>All trainings, oldest first.</summary>
    public async Task<IReadOnlyList<Training>> ListAsync(CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Trainings, "", descending: false, int.MaxValue, cancellationToken)).Select(Read).OrderBy(one => one.AskedAt).ThenBy(one => one.Id, StringComparer.Ordinal)];

    /// <summary>Writes a training unless there is one with its id.</summary>
    public Task<bool> TryAddAsync(Training training, CancellationToken cancellationToken) => store.TryAddRecordAsync(Row(training), cancellationToken);

    /// <summary>Changes a training, whoever else changes it at the same time.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="change">Makes the new one from the one that there is; null leaves it.</param>
    /// <param name="beside">Rows that are written with it or not at all, and rows that must be as they were read; null for none.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>What it is now.</returns>
    /// <exception cref="TrainingException">There is no such training.</exception>
    public async Task<Training> ChangeAsync(string id, Func<Training, Training?> change, Func<CancellationToken, Task<RowsBeside>>? beside, CancellationToken cancellationToken)
    {
        while (true)
        {
            DomainRecord row = await store.FindRecordAsync(Trainings, id, cancellationToken) ?? throw new TrainingException($"There is no training '{id}'. List them with: refine tune list");
            Training present = Read(row);
            if (change(present) is not { } changed)
                return present;
            RowsBeside more = beside is null ? RowsBeside.None : await beside(cancellationToken);
            if (await store.TryWriteRecordsAsync([Row(changed), .. more.Written], [row, .. more.AsRead], cancellationToken))
                return changed;
        }
    }

    /// <summary>The losses of every step and the figures of every epoch that is over, in order.</summary>
    public async Task<IReadOnlyList<TrainingEpoch>> EpochsAsync(string id, CancellationToken cancellationToken)
        => [.. (await store.ListRecordsAsync(Epochs, $"{id}/", descending: false, int.MaxValue, cancellationToken)).Select(row => JsonSerializer.Deserialize<TrainingEpoch>(row.Json.Span, TrainingJson.Options)!)];

    /// <summary>Removes a user's trainings that are over.</summary>
    internal async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        foreach (Training training in (await ListAsync(cancellationToken)).Where(one => one.User == user && one.IsOver))
        {
            foreach (DomainRecord row in await store.ListRecordsAsync(Epochs, $"{training.Id}/", descending: false, int.MaxValue, cancellationToken))
                await store.DeleteRecordAsync(Epochs, row.Key, cancellationToken);
            await store.DeleteRecordAsync(Trainings, training.Id, cancellationToken);
        }
    }

    internal static DomainRecord Row(string id, TrainingEpoch epoch)
        => new(Epochs, string.Create(CultureInfo.InvariantCulture, $"{id}/{epoch.Stage:d3}/{epoch.Epoch:d6}"), JsonSerializer.SerializeToUtf8Bytes(epoch, TrainingJson.Options));

    private static Training Read(DomainRecord row) => JsonSerializer.Deserialize<Training>(row.Json.Span, TrainingJson.Options)!;
}
