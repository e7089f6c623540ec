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

    /// <summary>What whoever writes or verifies should know of the user: style and known weaknesses, in sentences.</summary>
    /// <returns>Empty when there is nothing to say.</returns>
    Task<IReadOnlyList<string>> AdviceAsync(string user, CancellationToken cancellationToken);
}
