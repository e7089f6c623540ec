using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>Learning in a program of somebody else's. It keeps its checkpoints itself; ended and started again, it goes on from them.</summary>
internal sealed class OutsideCourse(OutsideTrainer trainer, Training training, TrainingSet set, OutsideFolders folders) : ITrainingCourse
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly OutsideHoldout split = OutsideHoldout.Of(set, training.Settings.Holdout);
    private TrainingFigures figures = training.Figures ?? new TrainingFigures(0, 1, null);
    private OutsideProgram? program;

    public bool IsDone { get; private set; } = folders.IsDone;

    public long Steps => figures.Step;

    /// <inheritdoc/>
    /// <exception cref="TrainingException">The program cannot be started, failed, said nothing for too long, or left nothing.</exception>
    public async Task<CourseStep?> StepAsync(CancellationToken cancellationToken)
    {
        program ??= await StartAsync(cancellationToken);
        if (await program.LookAsync(Look, cancellationToken) is not { } line)
        {
            if (program.HasEnded)
                await EndAsync(program);
            return null;
        }

        if (line.IsComplaint || OutsidePair.Figures(line.Text) is not { } told)
        {
            trainer.Tell(training.Id, OutsideTrainer.Shown(line.Text));
            return null;
        }

        figures = told;
        return new CourseStep(told, true);
    }

    public byte[]? Checkpoint() => null;

    public async Task RestAsync()
    {
        if (program is { } running)
        {
            program = null;
            await running.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<CourseOutcome> FinishAsync(string folder, AdapterLabel label, CancellationToken cancellationToken)
    {
        foreach (string file in folders.Left())
        {
            string target = Path.Combine(OutsideModel.FilesIn(folder), file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(folders.Output, file), target);
        }

        await new OutsideModel(label, set.Features).WriteAsync(folder, cancellationToken);
        IReadOnlyList<PairGuess> evidence = await trainer.PredictAsync(OutsideModel.FilesIn(folder), split.HeldOut, cancellationToken);
        GateTrial trial = Gate.Try(evidence);
        TrainingFigures end = figures with { HoldoutAccuracy = trial.Accuracy, HoldoutLoss = trial.LogLoss };
        return new CourseOutcome(VersionKind.External, evidence, end, figures.Kl, set.Pairs.Count(one => one.Outcome != Pairs.PairOutcome.Tie));
    }

    public async ValueTask DisposeAsync() => await RestAsync();

    private async Task<OutsideProgram> StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folders.Dataset))
            await WriteDatasetAsync(cancellationToken);
        folders.Prepare();
        return trainer.Train(folders);
    }

    private async Task EndAsync(OutsideProgram ended)
    {
        if (ended.ExitCode != 0)
            throw new TrainingException($"The outside trainer failed: {ended.End()}");
        folders.Left();
        await folders.MarkDoneAsync();
        IsDone = true;
    }

    /// <summary>Whole or not at all: a program that finds the folder finds all of it.</summary>
    private async Task WriteDatasetAsync(CancellationToken cancellationToken)
    {
        string unfinished = $"{folders.Dataset}.unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(unfinished)!);
        await trainer.ExportAsync(training.User, split.Lessons.Pairs.Select(one => one.Id).ToHashSet(), unfinished, cancellationToken);
        await AtomicFile.WriteAsync(Path.Combine(unfinished, "features.json"), JsonSerializer.SerializeToUtf8Bytes(set.Features, TrainingJson.Options), cancellationToken);
        string lessons = string.Concat(split.Lessons.Pairs.Select(pair => $"{OutsidePair.Lesson(pair)}\n"));
        await AtomicFile.WriteAsync(Path.Combine(unfinished, "features.jsonl"), Encoding.UTF8.GetBytes(lessons), cancellationToken);
        await AtomicFile.WriteAsync(Path.Combine(unfinished, "settings.json"), JsonSerializer.SerializeToUtf8Bytes(training.Settings, TrainingJson.Options), cancellationToken);
        Directory.Move(unfinished, folders.Dataset);
    }
}
