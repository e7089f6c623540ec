using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Quality.Preference;

/// <summary>The taste of a program that nobody has voted in.</summary>
public sealed class Untaught : ITaste
{
    public static Untaught Instance { get; } = new();

    public Task<ChannelReading> PredictAsync(string user, GradeSubject subject, CancellationToken cancellationToken)
        => Task.FromResult(ChannelReading.Missing("nothing was learned from votes yet"));

    public Task<TasteOdds?> CompareAsync(string user, string prompt, ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b, CancellationToken cancellationToken)
        => Task.FromResult<TasteOdds?>(null);

    public Task<TasteBrief> BriefAsync(string user, CancellationToken cancellationToken) => Task.FromResult(TasteBrief.None);

    public Task<ChannelWeights?> WeightsAsync(string user, CancellationToken cancellationToken) => Task.FromResult<ChannelWeights?>(null);
}
