namespace RefineWorkflows.Refinement.Quality.Preference;

/// <summary>One user's taste.</summary>
/// <param name="User">Whose.</param>
/// <param name="Taste">Where it is asked.</param>
public sealed record TasteOf(string User, ITaste Taste)
{
    /// <summary>Nobody's.</summary>
    public static TasteOf Nobody { get; } = new(UserName.Default, Untaught.Instance);
}
