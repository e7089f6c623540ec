using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Tests.Learning;

public sealed class Training
{
    [Fact]
    public void An_adapter_learns_a_taste_that_the_base_does_not_know()
    {
        TrainedModel trained = Train(SomeTaste.Set(200, flipped: 0.1), TrainingSettings.Plain);

        ModelTrial trial = ModelTrial.Of(PreferenceModel.Of(trained), SomeTaste.Set(500, seed: 2).Pairs);

        Assert.InRange(trial.Accuracy, 0.85, 1);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(120)]
    public void A_training_resumed_at_any_step_ends_with_the_same_bytes(int pairs)
    {
        TrainingSet set = SomeTaste.Set(pairs, features: 3, tiesBelow: 0.2);
        var settings = new TrainingSettings { MaxEpochs = 3, Rank = 2 };
        byte[] undisturbed = Bytes(Train(set, settings));
        PreferenceTrainer trainer = PreferenceTrainer.Begin(set, settings);
        for (int step = 0; !trainer.IsDone; step++)
        {
            trainer = PreferenceTrainer.Resume(set, settings, trainer.Checkpoint());
            if (step % 7 == 0)
                Assert.Equal(undisturbed, Bytes(Rest(PreferenceTrainer.Resume(set, settings, trainer.Checkpoint()))));
            trainer.Step(default);
        }

        Assert.Equal(undisturbed, Bytes(trainer.Finish()));
    }

    internal static TrainedModel Train(TrainingSet set, TrainingSettings settings) => Rest(PreferenceTrainer.Begin(set, settings));

    private static TrainedModel Rest(PreferenceTrainer trainer)
    {
        while (!trainer.IsDone)
            trainer.Step(default);
        return trainer.Finish();
    }

    internal static byte[] Bytes(TrainedModel model)
    {
        string folder = Directory.CreateTempSubdirectory("model-").FullName;
        try
        {
            model.Write(folder);
            return [.. File.ReadAllBytes(Path.Combine(folder, "adapter.json")), .. File.ReadAllBytes(Path.Combine(folder, "adapter.bin"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
