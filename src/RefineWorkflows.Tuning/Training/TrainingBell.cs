using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Tuning.Activities;

namespace RefineWorkflows.Tuning.Training;

/// <summary>Tells workflow instances that wait for trainings how they ended: once, however often and by however many it is told.</summary>
public sealed class TrainingBell(IInstanceStore store, TrainingRecords records)
{
    /// <summary>Whether somebody waits for a training and was not told that it is over.</summary>
    public static bool IsOwed(Training training) => training is { IsOver: true, Instance: not null, IsTold: false };

    /// <summary>Wakes the instance that waits for a training that is over.</summary>
    public async Task RingAsync(Training training, CancellationToken cancellationToken)
    {
        string hash = StimulusHash.Compute(TrainPreferences.Stimulus, TrainPreferences.WaitingFor(training.Id));
        byte[] input = JsonSerializer.SerializeToUtf8Bytes(new { status = training.Status }, TrainingJson.Options);
        await store.DeliverAsync(new Stimulus(TrainPreferences.Stimulus, hash, $"training:{training.Id}", input, null, new InstanceId(training.Instance!), TimeSpan.Zero), cancellationToken);
        // Told before noted: a crash between the two tells it again, and the key makes that nothing.
        await records.ChangeAsync(training.Id, row => row with { IsTold = true }, null, cancellationToken);
    }
}
