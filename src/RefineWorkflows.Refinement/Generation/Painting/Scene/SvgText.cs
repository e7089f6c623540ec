using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>Markup written as an interpolated string; numbers come out invariant with at most two decimals.</summary>
[InterpolatedStringHandler]
internal readonly ref struct SvgText
{
    private readonly StringBuilder _text;

    public SvgText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + formattedCount * 6);

    public void AppendLiteral(string literal) => _text.Append(literal);
    public void AppendFormatted(string text) => _text.Append(text);
    public void AppendFormatted(Ink ink) => _text.Append(ink.ToString());
    public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    // Adding 0.0 turns the negative zero that rounding leaves into a plain one.
    public void AppendFormatted(double number) => _text.Append((Math.Round(number, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
