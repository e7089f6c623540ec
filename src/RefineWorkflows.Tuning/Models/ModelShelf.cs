using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Models;

/// <summary>The versions of everybody's model, and which of them serve. Versions are never changed; what serves is a pointer that moves.</summary>
public sealed class ModelShelf
{
    private const int Kept = 10;

    private readonly ModelRecords records;
    private readonly string folder;
    private readonly Predictor predict;
    private readonly TimeProvider time;

    /// <summary>Versions never change, so that one read once is right for good, whoever moves the pointer.</summary>
    private readonly ConcurrentDictionary<(string User, string Training), PreferenceModel> loaded = new();

    /// <param name="records">The rows.</param>
    /// <param name="folder">The tuner's folder.</param>
    /// <param name="predict">Asks a version.</param>
    /// <param name="time">The clock.</param>
    internal ModelShelf(ModelRecords records, string folder, Predictor predict, TimeProvider time)
    {
        this.records = records;
        this.folder = folder;
        this.predict = predict;
        this.time = time;
    }

    /// <summary>A user's versions, newest first.</summary>
    public Task<IReadOnlyList<ModelVersion>> ListAsync(string user, CancellationToken cancellationToken) => records.ListAsync(user, cancellationToken);

    /// <summary>Everybody of whom something was learned.</summary>
    public Task<IReadOnlyList<string>> UsersAsync(CancellationToken cancellationToken) => records.UsersAsync(cancellationToken);

    /// <summary>Which version serves a user; null where none ever did.</summary>
    public Task<CurrentModel?> PointerAsync(string user, CancellationToken cancellationToken) => records.CurrentAsync(user, cancellationToken);

    /// <summary>What serves a user: their own version, else everybody's where there is one; null where neither serves.</summary>
    public async Task<ModelVersion?> ServingAsync(string user, CancellationToken cancellationToken)
        => (await records.CurrentAsync(user, cancellationToken))?.Version is { } serving ? await FindAsync(user, serving, cancellationToken)
            : user == UserName.Shared ? null : await ServingAsync(UserName.Shared, cancellationToken);

    /// <summary>What serves a user, ready to be asked; null where nothing serves.</summary>
    /// <inheritdoc cref="ModelAsync"/>
    public async Task<PreferenceModel?> CurrentAsync(string user, CancellationToken cancellationToken)
        => await ServingAsync(user, cancellationToken) is { } version ? await ModelAsync(version, cancellationToken) : null;

    /// <summary>A version, ready to be asked.</summary>
    /// <exception cref="ModelException">Its files are not what was trained.</exception>
    /// <exception cref="LearningException">Its files cannot be read.</exception>
    public async Task<PreferenceModel> ModelAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        // The training names the version for ever: after somebody was forgotten their numbers begin anew.
        if (loaded.TryGetValue((version.User, version.Training), out PreferenceModel? known))
            return known;
        await CheckFilesAsync(version, cancellationToken);
        return loaded[(version.User, version.Training)] = PreferenceModel.Of(TrainedModel.Read(FolderOf(version)));
    }

    /// <exception cref="ModelException">There is no such version.</exception>
    public async Task<ModelVersion> FindAsync(string user, int version, CancellationToken cancellationToken)
        => await records.FindAsync(user, version, cancellationToken) ?? throw new ModelException($"There is no version {version} of {user}. List them with: refine models list --user {user}");

    /// <summary>Where a version's files lie.</summary>
    public string FolderOf(ModelVersion version) => new ModelFolder(folder, version.User).Of(version.Version);

    /// <summary>Sees to it that a version's files are those that were trained.</summary>
    /// <exception cref="ModelException">They are not; it must not be used.</exception>
    public Task CheckFilesAsync(ModelVersion version, CancellationToken cancellationToken) => new ModelFolder(folder, version.User).CheckAsync(version, cancellationToken);

    /// <summary>What a version says of pairs, those that it has learned from among them.</summary>
    /// <exception cref="TuningException">It cannot say.</exception>
    public async Task<IReadOnlyList<PairGuess>> PredictAsync(ModelVersion version, TrainingSet set, CancellationToken cancellationToken)
    {
        await CheckFilesAsync(version, cancellationToken);
        return await predict(version, FolderOf(version), set, cancellationToken);
    }

    /// <summary>Asks the gate again, now, with all votes that there are: whether a version should serve in place of what does.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="version">Which version.</param>
    /// <param name="set">All pairs of the user; those that the version has learned from prove nothing and are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<GateVerdict> JudgeAsync(string user, int version, TrainingSet set, CancellationToken cancellationToken)
    {
        ModelVersion asked = await FindAsync(user, version, cancellationToken);
        IReadOnlyDictionary<string, PairGuess> said = await AboutUnseenAsync(asked, set, cancellationToken);
        return Gate.Judge([.. said.Values], await PresentAsync(user, version, set, cancellationToken), asked.Dataset.Decisive, asked.Figures.Kl);
    }

    /// <summary>Makes a version serve.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="version">Which; null for none: what everybody starts with serves again.</param>
    /// <param name="why">Why, in a sentence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ModelException">There is no such version, or its files are not what was trained.</exception>
    public async Task<CurrentModel> PromoteAsync(string user, int? version, string why, CancellationToken cancellationToken)
    {
        if (version is { } number)
            await CheckFilesAsync(await FindAsync(user, number, cancellationToken), cancellationToken);
        while (true)
        {
            DomainRecord asRead = await records.CurrentRowAsync(user, cancellationToken);
            CurrentModel moved = Moved(user, ModelRecords.Read(asRead), version, why);
            if (await records.TryWriteAsync(ModelRecords.Row(moved), asRead, cancellationToken))
                return moved;
        }
    }

    /// <summary>Makes the version serve that did before.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public async Task<CurrentModel> RollBackAsync(string user, CancellationToken cancellationToken)
    {
        CurrentModel? current = await records.CurrentAsync(user, cancellationToken);
        foreach (int past in current?.Past ?? [])
        {
            if (past != current!.Version && await records.FindAsync(user, past, cancellationToken) is not null)
                return await PromoteAsync(user, past, "Rolled back.", cancellationToken);
        }

        throw new ModelException($"No version of {user} has served before{(current?.Version is { } only ? $" {only}" : "")}. Go back to what everybody starts with by: refine models reset --user {user}");
    }

    /// <summary>
    /// Looks whether what serves still foresees its user. When it is no better than a coin on votes that came after it,
    /// and clearly worse than when it began to serve, what everybody starts with serves again.
    /// </summary>
    /// <returns>How it did; null while there are fewer than 20 such votes, or nothing serves.</returns>
    public async Task<RollingCheck?> CheckAsync(string user, TrainingSet set, CancellationToken cancellationToken)
    {
        const int least = 20, latest = 50;
        if ((await records.CurrentAsync(user, cancellationToken))?.Version is not { } number)
            return null;
        ModelVersion version = await FindAsync(user, number, cancellationToken);
        HashSet<string> learned = [.. (await EvidenceAsync(version, cancellationToken)).Learned];
        TrainingPair[] fresh = [.. set.Pairs.Where(one => one.Outcome != PairOutcome.Tie && one.Source != PairSource.Machine && !learned.Contains(one.Id)).TakeLast(latest)];
        if (fresh.Length < least)
            return null;
        GateTrial trial = Gate.Try(await PredictAsync(version, set with { Pairs = fresh }, cancellationToken));
        bool degraded = trial.Low <= 0.5 && trial.High < (version.Gate.Trial?.Accuracy ?? 1);
        if (degraded)
            await PromoteAsync(user, null, FormattableString.Invariant($"Version {number} foresaw {trial.Accuracy:p0} of the {trial.Count} latest votes, and {version.Gate.Trial?.Accuracy:p0} when it began to serve."), cancellationToken);
        return new RollingCheck(number, trial, degraded);
    }

    /// <summary>Compares two versions on pairs that neither has learned from.</summary>
    public async Task<VersionComparison> CompareAsync(string user, int first, int second, TrainingSet set, CancellationToken cancellationToken)
    {
        ModelVersion one = await FindAsync(user, first, cancellationToken), other = await FindAsync(user, second, cancellationToken);
        IReadOnlyDictionary<string, PairGuess> left = await AboutUnseenAsync(one, set, cancellationToken), right = await AboutUnseenAsync(other, set, cancellationToken);
        string[] common = [.. set.Pairs.Select(pair => pair.Id).Where(id => left.ContainsKey(id) && right.ContainsKey(id))];
        return VersionComparison.Of(one, other, [.. common.Select(id => left[id])], [.. common.Select(id => right[id])]);
    }

    /// <summary>Forgets all versions of a user; their numbers are given again.</summary>
    internal async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        await records.ForgetAsync(user, cancellationToken);
        foreach ((string User, string Training) one in loaded.Keys.Where(one => one.User == user))
            loaded.TryRemove(one, out _);
    }

    /// <summary>Takes a version in: its files are in place afterwards, its row is the caller's to write.</summary>
    internal async Task<ModelVersion> ReceiveAsync(Training.Training training, TrainingSet set, Func<string, AdapterLabel, CancellationToken, Task<CourseOutcome>> write, CancellationToken cancellationToken)
    {
        var files = new ModelFolder(folder, training.User);
        IReadOnlyList<ModelVersion> known = await records.ListAsync(training.User, cancellationToken);
        CurrentModel? current = await records.CurrentAsync(training.User, cancellationToken);
        int number = Math.Max(known.Count == 0 ? 0 : known[0].Version, current?.Past.DefaultIfEmpty(0).Max() ?? 0) + 1;
        string staged = files.Stage(number);
        // The time of asking: a training that was interrupted writes the same bytes as one that was not.
        var label = new AdapterLabel(number, current?.Version, HashOf(training.User), training.AskedAt);
        CourseOutcome outcome = await write(staged, label, cancellationToken);
        await AtomicFile.WriteAsync(Path.Combine(staged, Evidence.File), Evidence.Of(set, outcome.Evidence).Write(), cancellationToken);
        GateVerdict gate = Gate.Judge(outcome.Evidence, await PresentAsync(training.User, number, set, cancellationToken), outcome.LearnedFrom, outcome.Kl);
        return new ModelVersion(
            training.User,
            number,
            current?.Version,
            outcome.Kind,
            training.Id,
            time.GetUtcNow(),
            await files.PlaceAsync(number, cancellationToken),
            training.Dataset,
            outcome.Figures with { Kl = outcome.Kl ?? outcome.Figures.Kl },
            gate);
    }

    /// <summary>A version's row, and the pointer's when it is to serve at once.</summary>
    internal async Task<RowsBeside> RowsOfAsync(ModelVersion version, bool promotes, CancellationToken cancellationToken)
    {
        if (!promotes || !version.Gate.Promotes)
            return new RowsBeside([ModelRecords.Row(version)], []);
        DomainRecord asRead = await records.CurrentRowAsync(version.User, cancellationToken);
        // Somebody has moved the pointer since the gate was asked: what it said is about another rival.
        return ModelRecords.Read(asRead)?.Version != version.Parent
            ? new RowsBeside([ModelRecords.Row(version)], [])
            : new RowsBeside([ModelRecords.Row(version), ModelRecords.Row(Moved(version.User, ModelRecords.Read(asRead), version.Version, version.Gate.Sentence))], [asRead]);
    }

    /// <summary>Forgets old versions; the latest ten and what serves stay.</summary>
    internal async Task TidyAsync(string user, CancellationToken cancellationToken)
    {
        int? serves = (await records.CurrentAsync(user, cancellationToken))?.Version;
        foreach (ModelVersion old in (await records.ListAsync(user, cancellationToken)).Skip(Kept).Where(one => one.Version != serves))
        {
            // Row before files: files without a row are litter, a row without its files would be a lie.
            await records.DeleteAsync(old, cancellationToken);
            new ModelFolder(folder, user).Delete(old.Version);
        }
    }

    private static string HashOf(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)));

    private CurrentModel Moved(string user, CurrentModel? from, int? version, string why) => new(
        user,
        version,
        time.GetUtcNow(),
        why,
        [.. new[] { from?.Version }.OfType<int>().Concat(from?.Past ?? []).Where(one => one != version).Distinct().Take(Kept)]);

    private async Task<IReadOnlyDictionary<string, PairGuess>?> PresentAsync(string user, int except, TrainingSet set, CancellationToken cancellationToken)
        => (await records.CurrentAsync(user, cancellationToken))?.Version is { } serving && serving != except && await records.FindAsync(user, serving, cancellationToken) is { } present
            ? await AboutUnseenAsync(present, set, cancellationToken)
            : null;

    private async Task<IReadOnlyDictionary<string, PairGuess>> AboutUnseenAsync(ModelVersion version, TrainingSet set, CancellationToken cancellationToken)
        => await (await EvidenceAsync(version, cancellationToken)).AboutAsync(set, unseen => PredictAsync(version, unseen, cancellationToken));

    private async Task<Evidence> EvidenceAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        await CheckFilesAsync(version, cancellationToken);
        return Evidence.Read(await File.ReadAllBytesAsync(Path.Combine(FolderOf(version), Evidence.File), cancellationToken));
    }
}
