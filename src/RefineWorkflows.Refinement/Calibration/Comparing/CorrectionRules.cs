namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Why a judge's verdict was corrected. The rules stand in the order in which they are asked; the first that decides ends it.</summary>
public static class CorrectionRules
{
    /// <summary>The verdict is no word for one: it counts as partial until another rule knows better.</summary>
    public const string BadVerdict = "bad_verdict";

    /// <summary>The picture shows nothing on this axis: a mismatch where the reference does, otherwise a match.</summary>
    public const string NothingShown = "nothing_shown";

    /// <summary>Both sides say the same.</summary>
    public const string SameWords = "same_words";

    /// <summary>One side denies what the other says.</summary>
    public const string Negation = "negation";

    /// <summary>Numbers are equal or they are not.</summary>
    public const string Number = "number";

    /// <summary>The sides differ by words that exclude each other.</summary>
    public const string Opposites = "opposites";
}
