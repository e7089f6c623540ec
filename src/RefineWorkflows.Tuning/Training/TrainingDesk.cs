namespace RefineWorkflows.Tuning.Training;

/// <summary>Where trainings are asked for, looked up and called off. Doing them is the affair of a <see cref="TrainingRunner"/>.</summary>
/// <param name="records">Their rows.</param>
/// <param name="folder">The tuner's folder.</param>
/// <param name="collect">What there is to learn from.</param>
/// <param name="time">The clock.</param>
public sealed class TrainingDesk(TrainingRecords records, string folder, MaterialSource collect, TimeProvider time)
{
    /// <summary>Asks for a training. Asked again under the same id, it is the one that there is, whatever else is different.</summary>
    /// <exception cref="TrainingException">It cannot be done as asked for.</exception>
    public async Task<Training> AskAsync(TrainingRequest request, CancellationToken cancellationToken)
    {
        Training training = await PrepareAsync(request, cancellationToken);
        return await records.TryAddAsync(training, cancellationToken) ? training : (await records.FindAsync(training.Id, cancellationToken))!;
    }

    /// <summary>Freezes what is to be learned from and makes the row, without writing it: for whoever writes it together with something else.</summary>
    /// <returns>Over already when there is too little to learn from; the one that there is when it was asked for before.</returns>
    /// <exception cref="TrainingException">It cannot be done as asked for.</exception>
    public async Task<Training> PrepareAsync(TrainingRequest request, CancellationToken cancellationToken)
    {
        request.Check();
        if (await records.FindAsync(request.Id, cancellationToken) is { } known)
            return known;
        TrainingMaterial material = await collect(request.User, cancellationToken);
        DatasetSnapshot snapshot = await new TrainingFolder(folder, request.User, request.Id).FreezeAsync(material, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        var training = new Training(request.Id, request.User, request.Settings, snapshot, now, request.AskedBy, TrainingStatus.Queued)
        {
            Promotes = request.Promotes,
            Instance = request.Instance,
        };
        return snapshot.Decisive >= request.Settings.MinimumPairs
            ? training
            : training with
            {
                Status = TrainingStatus.InsufficientPairs,
                FinishedAt = now,
                // Whoever asks hears it at once; there is nobody to tell later.
                IsTold = true,
                Reason = $"Too few choices between two pictures to learn from: {snapshot.Decisive}{(snapshot.Ties > 0 ? $" (and ties: {snapshot.Ties})" : "")}; at least {request.Settings.MinimumPairs} are needed. Vote with: refine vote",
            };
    }

    /// <summary>The training with this id, or null.</summary>
    public Task<Training?> FindAsync(string id, CancellationToken cancellationToken) => records.FindAsync(id, cancellationToken);

    /// <summary>Trainings, newest first.</summary>
    /// <param name="user">Whose; null for everybody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Training>> ListAsync(string? user, CancellationToken cancellationToken)
        => [.. (await records.ListAsync(cancellationToken)).Where(one => user is null || one.User == user).Reverse()];

    /// <summary>The losses and figures of a training.</summary>
    public Task<IReadOnlyList<TrainingEpoch>> EpochsAsync(string id, CancellationToken cancellationToken) => records.EpochsAsync(id, cancellationToken);

    /// <summary>Says of all trainings that are begun that they wait to be gone on with. For whoever knows that nobody does them.</summary>
    public async Task HandBackAsync(CancellationToken cancellationToken)
    {
        foreach (Training begun in (await records.ListAsync(cancellationToken)).Where(IsBegun))
            await records.ChangeAsync(begun.Id, row => IsBegun(row) ? row with { Status = TrainingStatus.Queued } : null, null, cancellationToken);
    }

    /// <summary>Calls a training off. One that is being done ends between two steps, within a second or so.</summary>
    /// <returns>As it is now; what is over stays as it is.</returns>
    /// <exception cref="TrainingException">There is no such training.</exception>
    public Task<Training> CancelAsync(string id, CancellationToken cancellationToken) => records.ChangeAsync(
        id,
        training => training.IsOver
            ? null
            : training.Status == TrainingStatus.Queued
                ? training with { Status = TrainingStatus.Cancelled, IsUnwanted = true, FinishedAt = time.GetUtcNow(), Reason = "It was called off." }
                : training with { IsUnwanted = true },
        null,
        cancellationToken);

    private static bool IsBegun(Training training) => training.Status is TrainingStatus.Running or TrainingStatus.Yielding;
}
