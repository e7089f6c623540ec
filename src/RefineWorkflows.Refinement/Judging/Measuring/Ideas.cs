using RefineWorkflows.Refinement.Quality.Preference;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Ways to take a picture further, told as descriptions of the next one.</summary>
internal static class Ideas
{
    private const int Paired = 12;

    private static readonly Phrase[] Restoring = [new("close-up", Slot.Framing), new("centred", Slot.Place), new("simple background", Slot.Background), new("sharp focus", Slot.Focus)];

    /// <summary>Makes the subject stand out again.</summary>
    public static string Restore(WorkingPrompt prompt) => prompt.With(Restoring).ToString();

    /// <summary>What targets ask for before there is a picture: each one's most promising phrase, the weightiest target first, one for each slot.</summary>
    public static IEnumerable<Phrase> Wishes(IReadOnlyList<Target> targets) => targets
        .OrderByDescending(target => target.Weight)
        .Select(target => Phrasebook.For(target, target.From) is [var first, ..] ? first : null)
        .OfType<Phrase>()
        .DistinctBy(phrase => phrase.Slot);

    /// <summary>Phrases that the prompt does not have, for the greatest losses first: each shortcoming's first phrase, then each one's second, and so on.</summary>
    public static IReadOnlyList<Phrase> Phrases(Assessment assessment, WorkingPrompt prompt)
    {
        Phrase[][] ladders = [.. assessment.Open.Select(one => Phrasebook.For(one.Target, one.Measured).Where(phrase => !prompt.Has(phrase)).ToArray())];
        int longest = ladders.Select(ladder => ladder.Length).DefaultIfEmpty().Max();
        return [.. Enumerable.Range(0, longest)
            .SelectMany(step => ladders.Where(ladder => step < ladder.Length).Select(ladder => ladder[step]))
            .DistinctBy(phrase => phrase.Text)];
    }

    /// <summary>The prompt with two of the first dozen phrases, of different slots: for every pair, the most promising first.</summary>
    public static IEnumerable<string> Pairs(IReadOnlyList<Phrase> phrases, WorkingPrompt prompt)
    {
        int count = Math.Min(phrases.Count, Paired);
        for (int sum = 1; sum < 2 * count; sum++)
        {
            for (int first = Math.Max(0, sum - count + 1); first < sum - first; first++)
            {
                if (phrases[first].Slot != phrases[sum - first].Slot)
                    yield return prompt.With(phrases[first], phrases[sum - first]).ToString();
            }
        }
    }

    /// <summary>
    /// Ideas with what a user likes come first, those with what the user avoids last: avoided, but not forbidden, so that a
    /// narrow taste does not end a search. What stands in the prompt already decides nothing.
    /// </summary>
    public static IEnumerable<string> InTasteOf(TasteBrief brief, IEnumerable<string> ideas, WorkingPrompt prompt)
    {
        string present = prompt.ToString();
        string[] liked = [.. brief.Liked.Where(word => !Mentions(present, word))];
        string[] avoided = [.. brief.Avoided.Where(word => !Mentions(present, word))];
        return liked.Length + avoided.Length == 0
            ? ideas
            : ideas.OrderBy(idea => avoided.Any(word => Mentions(idea, word)) ? 1 : liked.Any(word => Mentions(idea, word)) ? -1 : 0);
    }

    /// <summary>The prompt with one phrase more, the most promising first.</summary>
    public static IEnumerable<string> Singles(IReadOnlyList<Phrase> phrases, WorkingPrompt prompt)
        => phrases.Select(phrase => prompt.With(phrase).ToString());

    private static bool Mentions(string text, string words)
    {
        for (int at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return words.Length > 0;
        }

        return false;
    }
}
