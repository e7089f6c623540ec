namespace RefineWorkflows.Refinement.Calibration;

/// <summary>Two single words of which only one can be true of a picture.</summary>
public sealed record Antonyms(string One, string Other)
{
    /// <summary>The pairs that are known where a set of axes names none of its own.</summary>
    public static IReadOnlyList<Antonyms> Default { get; } =
    [
        new("left", "right"),
        new("indoor", "outdoor"),
        new("day", "night"),
        new("bright", "dark"),
        new("open", "closed"),
        new("warm", "cool"),
        new("front", "back"),
        new("standing", "seated"),
    ];

    internal bool Are(string first, string second)
        => (Same(One, first) && Same(Other, second)) || (Same(One, second) && Same(Other, first));

    private static bool Same(string word, string said) => AxisText.Normalise(word) == said;
}
