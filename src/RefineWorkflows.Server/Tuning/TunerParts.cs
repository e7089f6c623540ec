using Microsoft.Extensions.Logging;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning;
using RefineWorkflows.Tuning.Datasets;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Training.Outside;

namespace RefineWorkflows.Server.Tuning;

/// <summary>The tuner of a data folder, put together from the settings.</summary>
internal static class TunerParts
{
    public static Tuner Build(Workbench workbench, FeatureBook features, ILoggerFactory logging, TimeProvider time)
    {
        RefineSettings settings = workbench.Settings;
        var material = new PairMaterial(workbench.Pairs, workbench.Votes, features, settings.Tuner.Shared);
        // Back ends are put together later, and asked about only while a training works.
        var inTheWay = new Lazy<IReadOnlyList<string>>(() => settings.Tuner.Device is { } device
            ? [.. workbench.Servers.Where(one => DeviceGroup.Of(one.Settings) == device).Select(one => one.Settings.Name)]
            : workbench.BackEnds.GeneratorIds);
        var room = new TrainingRoom(() => workbench.Working.IsAsking(inTheWay.Value), settings.Tuner.Device is { } card ? new GpuLease(settings.Data, card, time) : null);
        ILogger log = logging.CreateLogger($"{nameof(RefineWorkflows)}.Tuner");
        OutsideTrainer? outside = settings.Tuner.External is { } train
            ? new OutsideTrainer(train, settings.Tuner.Predict ?? "", settings.Tuner.ExternalTimeout, ExportAsync, time, log)
            : null;
        return new Tuner(
            workbench.Store,
            Path.Combine(settings.Data, "tuning"),
            material.CollectAsync,
            room,
            new RunnerOptions { CheckpointEvery = settings.Tuner.CheckpointInterval },
            time,
            log,
            outside);

        async Task ExportAsync(string user, IReadOnlySet<string> ids, string folder, CancellationToken stop)
            => await new DatasetExport(workbench.VotedPictures).WriteAsync(await material.ChoicesAsync(user, ids, stop), folder, stop);
    }
}
