namespace RefineWorkflows.Refinement.Quality.Preference;

/// <summary>One user's taste.</summary>
/// <param name="User">Whose.</param>
/// <param name="Taste">Where it is asked.</param>
public sealed record TasteOf(string User, ITaste Taste)
{
    /// <summary>Whether the channel weights that were learned are used, too; false where somebody has given weights.</summary>
    public bool Weighs { get; init; } = true;

    /// <summary>Nobody's.</summary>
    public static TasteOf Nobody { get; } = new(UserName.Default, Untaught.Instance);
}
