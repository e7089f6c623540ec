using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Tests.Learning;

public sealed class ModelFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model-").FullName;

    [Fact]
    public void A_model_read_again_is_the_same_to_the_bit()
    {
        TrainedModel trained = Training.Train(SomeTaste.Set(40, tiesBelow: 0.2), new TrainingSettings { MaxEpochs = 3 }) with { Label = new AdapterLabel(3, 2, "ab", SomeTaste.Start) };
        trained.Write(_folder);

        TrainedModel read = TrainedModel.Read(_folder);

        Assert.Equal(Training.Bytes(trained), Training.Bytes(read));
        TrainingPair pair = SomeTaste.Set(1, seed: 5).Pairs[0];
        Assert.Equal(PreferenceModel.Of(trained).Compare(pair.A, pair.B), PreferenceModel.Of(read).Compare(pair.A, pair.B));
        Assert.Equal(PreferenceModel.Of(trained).Item(pair.A), PreferenceModel.Of(read).Item(pair.A));
        Assert.Equal(trained.Label, read.Label);
    }

    [Fact]
    public void A_model_whose_arrays_were_touched_is_refused()
    {
        Training.Train(SomeTaste.Set(40), new TrainingSettings { MaxEpochs = 1 }).Write(_folder);
        string arrays = Path.Combine(_folder, "adapter.bin");
        byte[] bytes = File.ReadAllBytes(arrays);
        bytes[100] ^= 1;
        File.WriteAllBytes(arrays, bytes);

        Assert.Contains("hash", Assert.Throws<LearningException>(() => TrainedModel.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_other_features_is_refused()
    {
        Training.Train(SomeTaste.Set(40), new TrainingSettings { MaxEpochs = 1 }).Write(_folder);
        string facts = Path.Combine(_folder, "adapter.json");
        File.WriteAllText(facts, File.ReadAllText(facts).Replace("feature 0", "feature X", StringComparison.Ordinal));

        Assert.Contains("features", Assert.Throws<LearningException>(() => TrainedModel.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_model_says_so()
        => Assert.Contains(_folder, Assert.Throws<LearningException>(() => TrainedModel.Read(_folder)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
