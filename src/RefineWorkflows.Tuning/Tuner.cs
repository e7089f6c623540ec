using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Training.Outside;

namespace RefineWorkflows.Tuning;

/// <summary>Trainings and the models that come of them, over one data folder.</summary>
public sealed class Tuner : IDisposable
{
    private readonly TrainingRoom room;

    /// <param name="store">Where rows are.</param>
    /// <param name="folder">Where files are: <c>&lt;data&gt;/tuning</c>.</param>
    /// <param name="collect">What can be learned of a user.</param>
    /// <param name="room">Whether trainings may work; disposed with this.</param>
    /// <param name="options">How they are done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="outside">Trains in place of this program; null when it does so itself.</param>
    public Tuner(IRecordStore store, string folder, MaterialSource collect, TrainingRoom room, RunnerOptions options, TimeProvider time, ILogger log, OutsideTrainer? outside = null)
    {
        this.room = room;
        Folder = folder;
        Collect = collect;
        Trainings = new TrainingRecords(store);
        Desk = new TrainingDesk(Trainings, folder, collect, time);
        Shelf = new ModelShelf(new ModelRecords(store), folder, (version, at, set, token) => PredictAsync(outside, version, at, set, token), time);
        Runner = new TrainingRunner(Trainings, folder, (training, set, files, checkpoint) => outside?.Open(training, set, files) ?? LearnedCourse.Open(training, set, checkpoint), Shelf, room, options, time, log);
    }

    /// <summary>Where files are.</summary>
    public string Folder { get; }

    /// <summary>What can be learned of a user now.</summary>
    public MaterialSource Collect { get; }

    /// <summary>The rows of trainings.</summary>
    public TrainingRecords Trainings { get; }

    /// <summary>Where trainings are asked for.</summary>
    public TrainingDesk Desk { get; }

    /// <summary>The models.</summary>
    public ModelShelf Shelf { get; }

    /// <summary>Does trainings.</summary>
    public TrainingRunner Runner { get; }

    /// <summary>Forgets what was learned of a user: trainings, models, and the numbers of their pictures. A training in progress ends.</summary>
    public async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        foreach (Training.Training open in (await Desk.ListAsync(user, cancellationToken)).Where(one => !one.IsOver))
            await Desk.CancelAsync(open.Id, cancellationToken);
        await Shelf.ForgetAsync(user, cancellationToken);
        await Trainings.ForgetAsync(user, cancellationToken);
        string files = Path.Combine(Folder, user);
        if (Directory.Exists(files))
            Directory.Delete(files, recursive: true);
    }

    public void Dispose() => room.Dispose();

    private static async Task<IReadOnlyList<PairGuess>> PredictAsync(OutsideTrainer? outside, ModelVersion version, string folder, TrainingSet set, CancellationToken cancellationToken)
    {
        if (version.Kind == VersionKind.Adapter)
            return await LearnedCourse.PredictAsync(version, folder, set);
        if (outside is null)
            throw new ModelException($"Version {version.Version} of {version.User} was made by an outside trainer, and the setting Tuning:Predict is not set, which would ask it. Set it, or take another version with: refine models rollback --user {version.User}");
        await OutsideModel.CheckAsync(folder, set.Features, cancellationToken);
        return await outside.PredictAsync(OutsideModel.FilesIn(folder), set, cancellationToken);
    }
}
