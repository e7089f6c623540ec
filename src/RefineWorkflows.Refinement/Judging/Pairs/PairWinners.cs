namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>What can be done with a winner by itself.</summary>
public static class PairWinners
{
    /// <summary>The judge's word for two pictures of which it would take neither. It counts as a tie.</summary>
    internal const string NoneAcceptable = "none";

    private static readonly Dictionary<string, PairWinner> ByWord = new(StringComparer.Ordinal)
    {
        ["image_a"] = PairWinner.ImageA,
        ["image a"] = PairWinner.ImageA,
        ["a"] = PairWinner.ImageA,
        ["image_b"] = PairWinner.ImageB,
        ["image b"] = PairWinner.ImageB,
        ["b"] = PairWinner.ImageB,
        ["tie"] = PairWinner.Tie,
        ["equal"] = PairWinner.Tie,
        ["both"] = PairWinner.Tie,
        [NoneAcceptable] = PairWinner.Tie,
    };

    /// <summary>The word for a winner, without what judges put around it: blanks, quotes, one full stop.</summary>
    internal static string Normalise(string word)
    {
        string bare = Unquote(word);
        return Unquote(bare.EndsWith('.') ? bare[..^1] : bare).ToLowerInvariant();
    }

    /// <returns>Null for a word that names no winner.</returns>
    internal static PairWinner? Read(string normalised) => ByWord.TryGetValue(normalised, out PairWinner winner) ? winner : null;

    /// <summary>The same winner when the two pictures change places.</summary>
    public static PairWinner Swapped(this PairWinner winner) => winner switch
    {
        PairWinner.ImageA => PairWinner.ImageB,
        PairWinner.ImageB => PairWinner.ImageA,
        _ => winner,
    };

    /// <summary>As it is written in reports and replies.</summary>
    public static string Words(this PairWinner winner) => winner switch
    {
        PairWinner.ImageA => "Image A",
        PairWinner.ImageB => "Image B",
        PairWinner.Tie => "Tie",
        _ => "Failed",
    };

    private static string Unquote(string text) => text.Trim().Trim('"', '\'', '“', '”', '‘', '’', '`').Trim();
}
