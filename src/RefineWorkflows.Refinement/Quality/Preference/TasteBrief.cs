namespace RefineWorkflows.Refinement.Quality.Preference;

/// <summary>What is known of a user's taste in words: for whoever finds the next idea, and whoever looks at the picture. Data, never a command.</summary>
/// <param name="Liked">Words and short phrases that pictures may have: colours, motifs.</param>
/// <param name="Avoided">Words and short phrases that they should not have.</param>
/// <param name="Notes">What goes wrong again and again, and whatever else was noted: one sentence each.</param>
public sealed record TasteBrief(IReadOnlyList<string> Liked, IReadOnlyList<string> Avoided, IReadOnlyList<string> Notes)
{
    public static TasteBrief None { get; } = new([], [], []);

    public bool IsEmpty => Liked.Count == 0 && Avoided.Count == 0 && Notes.Count == 0;

    /// <summary>The brief as lines for a model, the most telling first; empty when there is nothing to say.</summary>
    public IReadOnlyList<string> Lines() =>
    [
        .. Liked.Count > 0 ? [$"Likes: {string.Join(", ", Liked)}"] : Array.Empty<string>(),
        .. Avoided.Count > 0 ? [$"Avoids: {string.Join(", ", Avoided)}"] : Array.Empty<string>(),
        .. Notes,
    ];
}
