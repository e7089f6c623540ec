using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;

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
    public Tuner(IRecordStore store, string folder, MaterialSource collect, TrainingRoom room, RunnerOptions options, TimeProvider time, ILogger log)
    {
        this.room = room;
        Folder = folder;
        Collect = collect;
        Trainings = new TrainingRecords(store);
        Desk = new TrainingDesk(Trainings, folder, collect, time);
        Shelf = new ModelShelf(new ModelRecords(store), folder, (version, at, set, _) => LearnedCourse.PredictAsync(version, at, set), time);
        Runner = new TrainingRunner(Trainings, folder, (training, set, _, checkpoint) => LearnedCourse.Open(training, set, checkpoint), Shelf, room, options, time, log);
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
}
