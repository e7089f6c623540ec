using Microsoft.Extensions.Logging;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training;

/// <summary>
/// Does one training, from wherever a process left it. Whoever calls it sees to it that nobody else does the same one at
/// the same time. A crash costs what came after the last checkpoint and changes nothing in what comes out.
/// </summary>
public sealed partial class TrainingRunner
{
    private readonly TrainingRecords records;
    private readonly string folder;
    private readonly CourseOpener open;
    private readonly ModelShelf shelf;
    private readonly TrainingRoom room;
    private readonly RunnerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;

    /// <param name="records">The rows.</param>
    /// <param name="folder">The tuner's folder.</param>
    /// <param name="open">Begins a course, or goes on with one.</param>
    /// <param name="shelf">Where versions go.</param>
    /// <param name="room">Whether it may work.</param>
    /// <param name="options">How it is done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where trouble is told.</param>
    internal TrainingRunner(TrainingRecords records, string folder, CourseOpener open, ModelShelf shelf, TrainingRoom room, RunnerOptions options, TimeProvider time, ILogger log)
    {
        this.records = records;
        this.folder = folder;
        this.open = open;
        this.shelf = shelf;
        this.room = room;
        this.options = options;
        this.time = time;
        this.log = log;
    }

    /// <summary>Something changed in how far a training is; called between two steps, on the training's thread.</summary>
    public event Action<Training>? Progressed;

    /// <summary>Trains until it is over.</summary>
    /// <param name="id">Which training.</param>
    /// <param name="stop">Asks it to stop between two steps: it writes a checkpoint and is handed back as queued.</param>
    /// <returns>As it is now.</returns>
    /// <exception cref="OperationCanceledException">It was handed back.</exception>
    public async Task<Training> RunAsync(string id, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Training training = await ChangeAsync(id, row => row.IsOver ? null : Begun(row), CancellationToken.None);
        if (training.IsOver)
            return training;
        try
        {
            var files = new TrainingFolder(folder, training.User, training.Id);
            TrainingSet set = await files.ThawAsync(training.Dataset, stop);
            await using ITrainingCourse course = await OpenAsync(training, files, set, stop);
            var journey = new Journey(training, course, files, await LossesAsync(training, course.Steps, stop), time.GetTimestamp(), course.Steps);
            return await LearnAsync(journey, stop) ? await FinishAsync(journey, set, stop) : await CallOffAsync(journey);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop before the first step or while writing a version: there may be nothing to save, but it is handed back.
            await ChangeAsync(id, row => row.IsOver ? null : row with { Status = TrainingStatus.Queued }, CancellationToken.None);
            throw;
        }
        catch (Exception failed) when (failed is TuningException or RefinementException or IOException or UnauthorizedAccessException)
        {
            LogFailed(id, failed);
            return await ChangeAsync(id, row => Over(row, TrainingStatus.Failed, failed.Message), CancellationToken.None);
        }
        finally
        {
            room.Leave();
        }
    }

    private Training Begun(Training row) => row.IsUnwanted
        ? Over(row, TrainingStatus.Cancelled, "It was called off.")
        : row with { Status = TrainingStatus.Running, Attempts = row.Attempts + 1, StartedAt = row.StartedAt ?? time.GetUtcNow() };

    private Training Over(Training row, TrainingStatus status, string? reason) => row with { Status = status, FinishedAt = time.GetUtcNow(), Reason = reason, Checkpoints = [] };

    private async Task<ITrainingCourse> OpenAsync(Training training, TrainingFolder files, TrainingSet set, CancellationToken stop)
    {
        foreach (TrainingCheckpoint checkpoint in training.Checkpoints)
        {
            (byte[]? bytes, string problem) = await files.ReadAsync(checkpoint, stop);
            try
            {
                if (bytes is not null)
                    return open(training, set, files, bytes);
            }
            catch (LearningException unusable)
            {
                problem = unusable.Message;
            }

            LogTorn(training.Id, checkpoint.File, problem);
        }

        return open(training, set, files, null);
    }

    /// <returns>False when nobody wants it any more.</returns>
    private async Task<bool> LearnAsync(Journey journey, CancellationToken stop)
    {
        while (!journey.Course.IsDone)
        {
            if (stop.IsCancellationRequested)
            {
                await SaveAsync(journey, TrainingStatus.Queued);
                stop.ThrowIfCancellationRequested();
            }

            CourseStep? step;
            try
            {
                if (!await HasRoomAsync(journey, stop))
                    return false;
                step = await journey.Course.StepAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                continue;
            }

            if (step is not null)
                journey.Note(step);
            if (step?.EndsEpoch == true)
                Progressed?.Invoke(journey.Row with { Figures = step.Figures });
            if (journey.Course.Steps - journey.SavedStep >= options.CheckpointSteps || time.GetElapsedTime(journey.SavedAt) >= options.CheckpointEvery)
            {
                if ((await SaveAsync(journey, TrainingStatus.Running)).IsUnwanted)
                    return false;
            }
        }

        return true;
    }

    /// <summary>Lets those go first who generate: waits at a checkpoint, with nothing in its hands.</summary>
    private async Task<bool> HasRoomAsync(Journey journey, CancellationToken stop)
    {
        if (await room.TryEnterAsync(stop))
            return true;
        if ((await SaveAsync(journey, TrainingStatus.Yielding)).IsUnwanted)
            return false;
        await journey.Course.RestAsync();
        do
        {
            await Task.Delay(options.LookEvery, time, stop);
            if ((await records.FindAsync(journey.Id, stop))!.IsUnwanted)
                return false;
        }
        while (!await room.TryEnterAsync(stop));
        await ChangeAsync(journey.Id, row => row with { Status = TrainingStatus.Running }, stop);
        return true;
    }

    private async Task<Training> SaveAsync(Journey journey, TrainingStatus status)
    {
        TrainingCheckpoint? saved = journey.Course.Checkpoint() is { } bytes ? await journey.Files.SaveAsync(journey.Course.Steps, bytes, CancellationToken.None) : null;
        Training training = await records.ChangeAsync(
            journey.Id,
            row => row with
            {
                Status = status,
                Figures = journey.Figures ?? row.Figures,
                Checkpoints = saved is null ? row.Checkpoints : [saved, .. row.Checkpoints.Where(one => one.File != saved.File).Take(1)],
            },
            _ => Task.FromResult(new RowsBeside(journey.Epochs.Rows(journey.Id), [])),
            CancellationToken.None);
        journey.Saved(training, time.GetTimestamp());
        journey.Files.Tidy(training.Checkpoints);
        Progressed?.Invoke(training);
        return training;
    }

    private async Task<Training> FinishAsync(Journey journey, TrainingSet set, CancellationToken stop)
    {
        // Whatever the gate says must be said again after a crash: it is asked of what was saved.
        Training training = await SaveAsync(journey, TrainingStatus.Running);
        ModelVersion version = await shelf.ReceiveAsync(training, set, journey.Course.FinishAsync, stop);
        Training over = await records.ChangeAsync(
            journey.Id,
            row => Over(row, version.Gate.Passes ? TrainingStatus.Done : TrainingStatus.RejectedByGate, version.Gate.Sentence) with { Version = version.Version, Gate = version.Gate, Figures = version.Figures },
            token => shelf.RowsOfAsync(version, training.Promotes, token),
            CancellationToken.None);
        await shelf.TidyAsync(training.User, CancellationToken.None);
        journey.Files.Tidy([]);
        Progressed?.Invoke(over);
        return over;
    }

    private async Task<Training> CallOffAsync(Journey journey)
    {
        Training over = await ChangeAsync(journey.Id, row => Over(row, TrainingStatus.Cancelled, "It was called off."), CancellationToken.None);
        journey.Files.Tidy([]);
        return over;
    }

    private async Task<Training> ChangeAsync(string id, Func<Training, Training?> change, CancellationToken cancellationToken)
    {
        Training training = await records.ChangeAsync(id, change, null, cancellationToken);
        Progressed?.Invoke(training);
        return training;
    }

    private async Task<EpochBook> LossesAsync(Training training, long steps, CancellationToken stop) => new(await records.EpochsAsync(training.Id, stop), steps);

    [LoggerMessage(EventId = 1101, EventName = "CheckpointSkipped", Level = LogLevel.Warning, Message = "Training {Id}: the checkpoint {File} cannot be gone on from ({Problem}); the one before it is taken.")]
    private partial void LogTorn(string id, string file, string problem);

    [LoggerMessage(EventId = 1102, EventName = "TrainingFailed", Level = LogLevel.Error, Message = "Training {Id} could not be done.")]
    private partial void LogFailed(string id, Exception problem);
}
