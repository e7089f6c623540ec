namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Repairs a verdict that contradicts the words it was given for. It can never repair the words.</summary>
internal static class VerdictCorrection
{
    private static readonly HashSet<string> Fillers = ["with", "has", "wearing"];
    private static readonly HashSet<string> Negations = ["no", "not", "without", "none"];

    /// <param name="axis">The axis.</param>
    /// <param name="reference">What the reference shows.</param>
    /// <param name="shown">What the picture shows.</param>
    /// <param name="verdict">The judge's word; null when there was none.</param>
    /// <param name="antonyms">Words that exclude each other.</param>
    /// <returns>The verdict that holds, and what was corrected; null where the judge's own stands.</returns>
    public static (AxisVerdict Verdict, AxisCorrection? Correction) Apply(Axis axis, string reference, string shown, string? verdict, IReadOnlyList<Antonyms> antonyms)
    {
        AxisVerdict? said = Read(verdict);
        (AxisVerdict right, string rule) = Decide(axis, reference, shown, antonyms, said)
            ?? (said ?? AxisVerdict.Partial, CorrectionRules.BadVerdict);
        return (right, right == said ? null : new AxisCorrection(axis.Id, rule, verdict, right));
    }

    private static AxisVerdict? Read(string? verdict) => AxisText.Normalise(verdict) switch
    {
        "match" or "matched" or "same" or "equal" or "yes" => AxisVerdict.Match,
        "partial" or "partly" or "similar" or "close" => AxisVerdict.Partial,
        "mismatch" or "different" or "no" or "opposite" or "wrong" => AxisVerdict.Mismatch,
        _ => null,
    };

    private static (AxisVerdict, string)? Decide(Axis axis, string reference, string shown, IReadOnlyList<Antonyms> antonyms, AxisVerdict? said)
    {
        if (AxisText.IsUnspecified(shown))
            return (AxisText.IsUnspecified(reference) ? AxisVerdict.Match : AxisVerdict.Mismatch, CorrectionRules.NothingShown);
        string[] target = AxisText.Words(reference);
        string[] current = AxisText.Words(shown);
        if (target.SequenceEqual(current))
            return (AxisVerdict.Match, CorrectionRules.SameWords);
        if (Negate(target) != Negate(current) && Content(target).SequenceEqual(Content(current)))
            return (AxisVerdict.Mismatch, CorrectionRules.Negation);
        if (axis.IsNumber && CompareNumbers(target, current, said) is { } counted)
            return (counted, CorrectionRules.Number);
        return AreOpposite(target, current, antonyms) ? (AxisVerdict.Mismatch, CorrectionRules.Opposites) : null;
    }

    private static bool Negate(string[] words) => words.Any(Negations.Contains);

    private static IEnumerable<string> Content(string[] words) => words.Where(word => !Fillers.Contains(word) && !Negations.Contains(word));

    /// <summary>Where a side has no number the judge is believed, except that numbers are never partly right.</summary>
    private static AxisVerdict? CompareNumbers(string[] target, string[] current, AxisVerdict? said)
    {
        if (AxisText.Number(target) is { } wanted && AxisText.Number(current) is { } counted)
            return wanted == counted ? AxisVerdict.Match : AxisVerdict.Mismatch;
        return said is AxisVerdict.Match or AxisVerdict.Mismatch ? null : AxisVerdict.Mismatch;
    }

    private static bool AreOpposite(string[] target, string[] current, IReadOnlyList<Antonyms> antonyms)
        => target.Length == current.Length
            && target.Zip(current).Where(pair => pair.First != pair.Second).All(pair => antonyms.Any(known => known.Are(pair.First, pair.Second)));
}
