using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training;

/// <summary>Learning in this process: an adapter of low rank, one minibatch a step.</summary>
internal sealed class LearnedCourse : ITrainingCourse
{
    private readonly PreferenceTrainer trainer;
    private readonly TrainingSet set;

    private LearnedCourse(PreferenceTrainer trainer, TrainingSet set) => (this.trainer, this.set) = (trainer, set);

    public bool IsDone => trainer.IsDone;

    public long Steps => trainer.StepsDone;

    /// <exception cref="LearningException">Nothing can be learned from the set, or the checkpoint is no good.</exception>
    public static LearnedCourse Open(Training training, TrainingSet set, byte[]? checkpoint) => new(
        checkpoint is null ? PreferenceTrainer.Begin(set, training.Settings) : PreferenceTrainer.Resume(set, training.Settings, checkpoint),
        set);

    public Task<CourseStep?> StepAsync(CancellationToken cancellationToken)
    {
        TrainingMetrics? before = trainer.Progress.Train;
        TrainingMetrics batch = trainer.Step(cancellationToken);
        TrainingProgress now = trainer.Progress;
        bool endsEpoch = !ReferenceEquals(before, now.Train);
        var figures = new TrainingFigures(now.Step, endsEpoch ? now.Epoch : now.Epoch + 1, batch.Loss, now.Train?.RankAccuracy, now.Holdout?.RankAccuracy, now.Holdout?.Loss, now.Train?.Margin, now.Train?.Kl)
        {
            Stage = now.Stage,
            Stages = now.Stages,
        };
        return Task.FromResult<CourseStep?>(new CourseStep(figures, endsEpoch));
    }

    public byte[]? Checkpoint() => trainer.Checkpoint();

    public Task RestAsync() => Task.CompletedTask;

    public Task<CourseOutcome> FinishAsync(string folder, AdapterLabel label, CancellationToken cancellationToken)
    {
        TrainedModel trained = trainer.Finish() with { Label = label };
        trained.Write(folder);
        var model = PreferenceModel.Of(trained);
        Dictionary<string, TrainingPair> pairs = set.Pairs.ToDictionary(one => one.Id);
        PairGuess[] evidence =
        [
            .. trained.HeldOut.Select(held =>
            {
                PairOdds odds = model.Odds(held.A, held.B, 0);
                return new PairGuess(pairs[held.Id], odds.A, odds.B);
            }),
        ];
        var figures = new TrainingFigures(trainer.StepsDone, trained.BestEpoch, trained.Train.Loss, trained.Train.RankAccuracy, trained.Holdout.RankAccuracy, trained.Holdout.Loss, trained.Holdout.Margin, trained.Holdout.Kl)
        {
            Stage = trainer.Progress.Stages,
            Stages = trainer.Progress.Stages,
        };
        return Task.FromResult(new CourseOutcome(VersionKind.Adapter, evidence, figures, trained.Holdout.Kl, trained.Pairs - trained.Ties));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What a version that is an adapter says of pairs.</summary>
    /// <exception cref="LearningException">Its files are damaged.</exception>
    /// <exception cref="ModelException">The pairs are described by other features than it knows.</exception>
    public static Task<IReadOnlyList<PairGuess>> PredictAsync(ModelVersion version, string folder, TrainingSet set)
    {
        var model = PreferenceModel.Of(TrainedModel.Read(folder));
        if (model.Features.Sha256 != set.Features.Sha256)
            throw new ModelException($"Version {version.Version} of {version.User} knows pictures by the features {model.Features.Version}, and they are described by {set.Features.Version} now. Train a new version with: refine tune --user {version.User}");
        IReadOnlyList<PairGuess> guesses =
        [
            .. set.Pairs.Select(pair =>
            {
                PairOdds odds = model.Compare(pair.A, pair.B);
                return new PairGuess(pair, odds.A, odds.B);
            }),
        ];
        return Task.FromResult(guesses);
    }
}
