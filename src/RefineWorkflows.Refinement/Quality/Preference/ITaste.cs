using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Quality.Preference;

/// <summary>What was learned from a user's votes. Whoever has learned nothing says so; nobody is asked to guess.</summary>
public interface ITaste
{
    /// <summary>How well a picture fits the user's taste: the preference channel of its grade.</summary>
    /// <returns>Missing, with the reason, while too little is known.</returns>
    Task<ChannelReading> PredictAsync(string user, GradeSubject subject, CancellationToken cancellationToken);

    /// <summary>Which of two pictures of one prompt the user would choose.</summary>
    /// <param name="user">Whose taste.</param>
    /// <param name="prompt">What both were meant to show.</param>
    /// <param name="a">One encoded picture.</param>
    /// <param name="b">The other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null while nothing is known that may be relied on.</returns>
    Task<TasteOdds?> CompareAsync(string user, string prompt, ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b, CancellationToken cancellationToken);

    /// <summary>What whoever writes or verifies should know of the user: style and known weaknesses.</summary>
    /// <returns>An empty brief when there is nothing to say.</returns>
    Task<TasteBrief> BriefAsync(string user, CancellationToken cancellationToken);

    /// <summary>How much each channel of a grade counts for the user.</summary>
    /// <returns>Null while the usual weights do.</returns>
    Task<ChannelWeights?> WeightsAsync(string user, CancellationToken cancellationToken);
}
