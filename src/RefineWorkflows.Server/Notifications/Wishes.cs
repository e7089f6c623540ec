using System.Globalization;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Notifications;

/// <summary>What a subscriber wants to hear of.</summary>
/// <param name="Finished">Runs that came to their end.</param>
/// <param name="Faulted">Runs that failed.</param>
/// <param name="GradeBelow">Runs that came to their end with a best picture below this grade; null for none.</param>
internal sealed record Wishes(bool Finished, bool Faulted, double? GradeBelow)
{
    private const string FinishedWord = "finished";
    private const string FaultedWord = "faulted";
    private const string GradeBelowWord = "grade-below:";

    /// <summary>The words that <see cref="TryParse"/> reads, for people.</summary>
    public const string Grammar = "finished, faulted, grade-below:N (N from 0 to 10), with commas between them";

    /// <summary>Reads <c>finished,faulted,grade-below:7</c>.</summary>
    /// <returns>Null when a word is none of them, or there is none.</returns>
    public static Wishes? TryParse(string text)
    {
        var wishes = new Wishes(false, false, null);
        foreach (string word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (word == FinishedWord)
                wishes = wishes with { Finished = true };
            else if (word == FaultedWord)
                wishes = wishes with { Faulted = true };
            else if (word.StartsWith(GradeBelowWord, StringComparison.Ordinal)
                && double.TryParse(word[GradeBelowWord.Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double grade) && grade is >= 0 and <= 10)
                wishes = wishes with { GradeBelow = grade };
            else
                return null;
        }

        return wishes == new Wishes(false, false, null) ? null : wishes;
    }

    /// <summary>What there is to tell of a run that has ended.</summary>
    public IEnumerable<string> Of(RunResource run)
    {
        if (Finished && run.Status == RunStatus.Finished)
            yield return NoticeTypes.Finished;
        if (Faulted && run.Status == RunStatus.Failed)
            yield return NoticeTypes.Faulted;
        if (GradeBelow is { } grade && run.Status == RunStatus.Finished && run.Best?.Score < grade)
            yield return NoticeTypes.GradeBelow;
    }

    public override string ToString() => string.Join(',', new[]
    {
        Finished ? FinishedWord : null, Faulted ? FaultedWord : null, GradeBelow is { } grade ? string.Create(CultureInfo.InvariantCulture, $"{GradeBelowWord}{grade}") : null,
    }.OfType<string>());
}
