using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>The words that can be read in a picture, as they are written there.</summary>
internal sealed partial record TextReadout(string Words)
    : AxisReadout(Words)
{
    /// <summary>The value of a picture without readable words.</summary>
    public const string None = "no text";

    /// <summary>What a sign says; the rest of a page is nothing that a prompt can ask for.</summary>
    private const int MostWords = 24;

    public override string InNumbers => Value;

    /// <summary>
    /// Takes the words from what a program read. What recognition makes of leaves and edges goes: what is shorter than two
    /// letters or digits, and all marks around words, quotes and semicolons among them.
    /// </summary>
    public static TextReadout Of(string read)
    {
        string words = string.Join(' ', Word().Matches(read).Select(word => word.Value).Take(MostWords));
        return new TextReadout(AxisText.IsUnspecified(words) ? None : words);
    }

    /// <summary>
    /// The same words in the same order match, apart from capitals, marks and articles. They match in part when at least
    /// half of the words of the longer side stand on both sides, in whatever order.
    /// </summary>
    public override (string Gen, AxisVerdict Verdict) Against(AxisTarget target)
    {
        string[] wanted = AxisText.Words(target.Value);
        string[] shown = AxisText.Words(Value);
        if (wanted.SequenceEqual(shown))
            return (Value, AxisVerdict.Match);
        if (Value == None || AxisText.Normalise(target.Value) == None)
            return (Value, AxisVerdict.Mismatch);
        List<string> left = [.. wanted];
        int agreed = shown.Count(left.Remove);
        return (Value, 2 * agreed >= Math.Max(wanted.Length, shown.Length) ? AxisVerdict.Partial : AxisVerdict.Mismatch);
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}\p{M}'’&@.\-]*[\p{L}\p{N}\p{M}]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
