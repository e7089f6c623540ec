using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Tests.Learning;

public sealed class TrainingRules
{
    [Fact]
    public void A_held_out_loss_that_shoots_up_ends_the_training_before_its_patience_does()
    {
        TrainingSettings reckless = SomeTaste.Quick with { Sparsity = 0, Ridge = 0, LearningRate = 0.3, Clip = 100, MaxEpochs = 100, Patience = 90 };

        (TrainedModel model, TrainingProgress progress) = Train(SomeTaste.Set(60, features: 30, flipped: 0.5), reckless);

        Assert.True(model.Overfitted);
        Assert.Contains(progress.Warnings, warning => warning.Contains("by heart", StringComparison.Ordinal));
        Assert.True(model.EpochsRun < reckless.Patience, $"{model.EpochsRun}");
    }

    [Fact]
    public void Rewards_that_fall_on_both_sides_are_told()
    {
        // The pairs with a winner lie far above the mean of the feature, and its lower values win: liking less of it takes from both.
        double Jitter(string side, int at) => 0.1 * StableRandom.Unit(4, side, at);
        TrainingPair one = SomeTaste.Set(1).Pairs[0];
        TrainingPair[] pairs =
        [
            .. Enumerable.Range(0, 60).Select(at => one with { Id = $"won {at}", Group = $"{at / 4}", A = [1 + Jitter("a", at)], B = [2 + Jitter("b", at)], Outcome = PairOutcome.A }),
            .. Enumerable.Range(0, 60).Select(at => one with { Id = $"even {at}", Group = $"{at / 4}", A = [-5 + Jitter("c", at)], B = [-5 + Jitter("d", at)], Outcome = PairOutcome.Tie }),
        ];

        (_, TrainingProgress displaced) = Train(new TrainingSet(SomeTaste.Spec(1), pairs), SomeTaste.Quick);
        (_, TrainingProgress usual) = Train(SomeTaste.Set(60), SomeTaste.Quick);

        Assert.Contains(displaced.Warnings, warning => warning.Contains("likelihood displacement", StringComparison.Ordinal));
        Assert.DoesNotContain(usual.Warnings, warning => warning.Contains("likelihood displacement", StringComparison.Ordinal));
    }

    [Fact]
    public void Votes_of_long_ago_count_less_where_that_is_asked_for()
    {
        TrainingSet set = SomeTaste.Set(160);
        // The older half was given by the opposite taste.
        TrainingPair[] changed = [.. set.Pairs.Select((pair, at) => at < 80 ? pair with { At = pair.At.AddDays(-200), Outcome = pair.Outcome == PairOutcome.A ? PairOutcome.B : PairOutcome.A } : pair)];
        IReadOnlyList<TrainingPair> now = SomeTaste.Set(300, seed: 2).Pairs;
        double Accuracy(double? days) => ModelTrial.Of(PreferenceModel.Of(Train(set with { Pairs = changed }, SomeTaste.Quick with { RecencyDays = days }).Model), now).AccuracyHalf;

        Assert.True(Accuracy(60) > 0.8, $"{Accuracy(60)}");
        Assert.True(Accuracy(null) < 0.7, $"{Accuracy(null)}");
    }

    [Fact]
    public void The_smaller_beta_is_the_further_an_adapter_goes_from_its_reference()
    {
        TrainingSet set = SomeTaste.Set(120, flipped: 0.1);
        double Kl(double beta) => Train(set, SomeTaste.Quick with { Beta = beta, Sparsity = 0, Ridge = 0 }).Model.Train.Kl;

        Assert.True(Kl(0.3) > Kl(3), $"{Kl(0.3)} {Kl(3)}");
        Assert.True(Kl(3) > Kl(30), $"{Kl(3)} {Kl(30)}");
    }

    private static (TrainedModel Model, TrainingProgress Progress) Train(TrainingSet set, TrainingSettings settings)
    {
        PreferenceTrainer trainer = PreferenceTrainer.Begin(set, settings);
        var warnings = new List<string>();
        while (!trainer.IsDone)
        {
            trainer.Step(default);
            warnings.AddRange(trainer.Progress.Warnings);
        }

        return (trainer.Finish(), trainer.Progress with { Warnings = [.. warnings.Distinct()] });
    }
}
