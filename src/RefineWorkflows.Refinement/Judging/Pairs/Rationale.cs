using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>Holds a judge's reasons against its verdict, by keywords. It sees only flat contradictions.</summary>
internal static partial class Rationale
{
    /// <summary>Whether the reasons call only the picture better that the verdict lets lose.</summary>
    public static bool Contradicts(string? reasoning, PairWinner winner)
    {
        if (reasoning is null || winner is not (PairWinner.ImageA or PairWinner.ImageB))
            return false;
        PairWinner[] praised = [.. Praise().Matches(reasoning).Select(praise =>
            praise.Groups["which"].ValueSpan.Equals("a", StringComparison.OrdinalIgnoreCase) ? PairWinner.ImageA : PairWinner.ImageB)];
        return praised.Length > 0 && praised.All(which => which != winner);
    }

    [GeneratedRegex("""
        \bimage[\s_](?<which>[ab])\s+(?:(?:is|looks|seems)\s+(?:(?:clearly|much|far|slightly|overall|the)\s+){0,3}(?:better|superior|preferable|winner)(?=\s*(?:[.,;:!]|$|than\b|because\b|since\b|as\b|overall\b|and\b))|wins\b|should\s+win\b|is\s+preferred\b)
        |\b(?<!not\s)prefer\s+image[\s_](?<which>[ab])\b
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Praise();
}
