using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>One model as the taste of whoever asks, without the shelf around it.</summary>
internal sealed class ModelTaste(PreferenceModel model, FeatureExtractor extractor) : ITaste
{
    public Task<ChannelReading> PredictAsync(string user, GradeSubject subject, CancellationToken cancellationToken)
        => Task.FromResult(model.Item(Describe(subject)) is { } score
            ? ChannelReading.Of(Math.Clamp(score.Value, 0, 1), [], Math.Min(1, score.Deviation))
            : ChannelReading.Missing("fewer than 20 judged pictures"));

    public Task<TasteOdds?> CompareAsync(string user, string prompt, ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b, CancellationToken cancellationToken)
    {
        PairOdds odds = model.Compare(Describe(new GradeSubject(prompt, [a])), Describe(new GradeSubject(prompt, [b])));
        return Task.FromResult<TasteOdds?>(new TasteOdds(odds.A, odds.B, odds.Tie, odds.Deviation, "simulated"));
    }

    public Task<TasteBrief> BriefAsync(string user, CancellationToken cancellationToken) => Task.FromResult(TasteBrief.None);

    public Task<ChannelWeights?> WeightsAsync(string user, CancellationToken cancellationToken) => Task.FromResult<ChannelWeights?>(null);

    private IReadOnlyList<double> Describe(GradeSubject subject) => extractor.Extract(subject.Prompt, subject.Frames, PictureOrigin.ContextOf(subject));
}
