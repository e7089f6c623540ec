using System.Globalization;

namespace RefineWorkflows.Refinement.Judging.Text;

/// <summary>Tesseract's table of what it read, a row a word with how sure it is: pictures without words are full of words that it is not sure of.</summary>
internal static class TesseractTable
{
    private const double Sure = 60;
    private const int Columns = 12, Confidence = 10, Word = 11;

    /// <summary>The words that it is sure of. Without its parameter file <c>tsv</c> the program prints plain words, which are taken as they are.</summary>
    public static string Words(string output)
    {
        string[] lines = output.ReplaceLineEndings("\n").Split('\n');
        if (!lines[0].StartsWith("level\t", StringComparison.Ordinal))
            return output;
        return string.Join(' ', lines.Skip(1)
            .Select(line => line.Split('\t', Columns))
            .Where(row => row.Length == Columns && double.TryParse(row[Confidence], NumberStyles.Float, CultureInfo.InvariantCulture, out double sure) && sure >= Sure)
            .Select(row => row[Word].Trim())
            .Where(word => word.Length > 0));
    }
}
