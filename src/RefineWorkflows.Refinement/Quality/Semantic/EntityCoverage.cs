using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Semantic;

/// <summary>The semantic channel without embeddings: which part of what the prompt names a vision judge confirms.</summary>
public static class EntityCoverage
{
    /// <summary>The part of questions without a readable answer above which nothing is said.</summary>
    public const double MostUnreadable = 0.2;

    /// <summary>Confirmed / answered. A question without a readable answer is left out; with more than a fifth of them, or with no question, the channel is missing.</summary>
    public static ChannelReading Read(IReadOnlyList<EntityAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0)
            return ChannelReading.Missing("the prompt names nothing that can be asked for");
        bool[] read = [.. answers.Select(answer => answer.Confirmed).OfType<bool>()];
        int unreadable = answers.Count - read.Length;
        if (unreadable > MostUnreadable * answers.Count)
            return ChannelReading.Missing(string.Create(CultureInfo.InvariantCulture, $"{unreadable} of {answers.Count} answers could not be read as yes or no"));
        double share = read.Count(confirmed => confirmed) / (double)read.Length;
        // One more of each answer: a few answers that agree are no certainty (Laplace's rule of succession).
        double careful = (read.Count(confirmed => confirmed) + 1) / (read.Length + 2.0);
        return ChannelReading.Of(share, [.. answers.Select(Tell)], Math.Sqrt(careful * (1 - careful) / (read.Length + 2)));
    }

    private static string Tell(EntityAnswer answer) => $"{answer.Entity}: {answer.Confirmed switch { true => "seen", false => "not seen", null => "no readable answer" }}";
}
