using RefineWorkflows.Benchmarks.Taste;
using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Tests.Learning;

public sealed class SimulatedOwners
{
    [Fact]
    public async Task Hidden_tastes_are_learned_from_few_noisy_votes_and_the_plain_recipe_is_outdone()
    {
        var curve = new LearningCurve(await TastePool.PaintAsync(24, 5, 64, 11, default), await TastePool.PaintAsync(16, 5, 64, 12, default), SimulatedOwner.All);

        double ours = Mean(curve, new TrainingSettings()), plain = Mean(curve, TrainingSettings.Plain);

        Assert.True(ours > 0.68, $"ours {ours:0.000}");
        Assert.True(ours > plain + 0.02, $"ours {ours:0.000}, plain {plain:0.000}");
    }

    private static double Mean(LearningCurve curve, TrainingSettings settings)
        => curve.Measure(settings, [80], 1, chosen: false, default)[80].Average(run => run.Accuracy);
}
