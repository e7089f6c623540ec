using RefineWorkflows.Refinement.Generation.Painting.Backgrounds;
using RefineWorkflows.Refinement.Generation.Painting.Scene;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Language;

/// <summary>Reads a prompt into a scene, word by word: the longest phrase counts, later words win, unknown ones pass.</summary>
internal static class PromptReader
{
    private const int LongestPhrase = 4;

    private static readonly HashSet<string> Fillers = new(
        ("a an the of with and in on at by to for from its it is as very make it image picture photo photograph illustration scene painting style "
            + "beautiful nice lovely delicious tasty fresh new old young good great amazing stunning high quality best masterpiece colour color light lighting background colours").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> PlaceNames = new(Places.All.SelectMany(place => place.Names), StringComparer.Ordinal);

    private static readonly HashSet<string> SubjectNames = new(Cast.All.SelectMany(subject => subject.Names), StringComparer.Ordinal);

    /// <param name="prompt">What is to be seen.</param>
    /// <param name="negative">What is not; null or empty for nothing.</param>
    public static SceneLatent Read(string prompt, string? negative)
    {
        SceneLatent scene = Read(prompt, new SceneLatent(), 1);
        return string.IsNullOrWhiteSpace(negative) ? scene : Exclude(negative, scene);
    }

    private static SceneLatent Read(string text, SceneLatent scene, double direction)
    {
        string unknown = "";
        Tint tint = Tint.None;
        foreach (string clause in text.ToLowerInvariant().Split([',', '.', ';', ':', '\n', '!', '?', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = clause.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            double force = direction;
            for (int at = 0; at < words.Length;)
            {
                (string phrase, int length) = Longest(words, at);
                at += length;
                if (Vocabulary.Intensities.TryGetValue(phrase, out double intensity) && at < words.Length)
                {
                    force *= intensity;
                    continue;
                }

                if (Vocabulary.Phrases.TryGetValue(phrase, out Push? push))
                    scene = push(scene, force);
                else if (scene.Subject.Length > 0 && PlaceNames.Contains(phrase) && !SubjectNames.Contains(phrase))
                    scene = force < 0 ? scene : scene with { Background = phrase };
                else if (Subject(phrase) is { } subject)
                    scene = Show(scene, subject, phrase, tint, force);
                else if (Place(phrase) is { } place)
                    scene = force < 0 ? scene : scene with { Background = place };
                else if (Vocabulary.Numbers.TryGetValue(phrase, out int number) || (int.TryParse(phrase, out number) && number is >= 1 and <= 99))
                    scene = scene with { Count = Math.Clamp(number, 1, 9) };
                else if (Vocabulary.Colours.TryGetValue(phrase, out Ink ink))
                    tint = new Tint(ink, force < 0 ? 0 : 0.85);
                else if (phrase.Length > 2 && !Fillers.Contains(phrase) && phrase.All(char.IsLetter))
                    unknown = phrase;
                force = direction;
            }

            // A colour belongs to the next thing that is named; one that is left over colours the thing named before.
            if (tint.Amount > 0 && scene.Subject.Length > 0)
            {
                scene = scene with { SubjectTint = tint };
                tint = Tint.None;
            }
        }

        return scene.Subject.Length == 0 && unknown.Length > 0 ? scene with { Subject = unknown, SubjectTint = tint } : scene;
    }

    /// <summary>What is excluded goes; a word for plurality leaves one.</summary>
    private static SceneLatent Exclude(string negative, SceneLatent scene)
    {
        SceneLatent without = Read(negative, scene with { Companion = "" }, -1);
        bool plurality = negative.Contains("multiple", StringComparison.OrdinalIgnoreCase) || negative.Contains("several", StringComparison.OrdinalIgnoreCase) || negative.Contains("duplicate", StringComparison.OrdinalIgnoreCase);
        return without with { Subject = scene.Subject, SubjectTint = scene.SubjectTint, Count = plurality ? 1 : scene.Count };
    }

    private static SceneLatent Show(SceneLatent scene, string subject, string phrase, Tint tint, double force)
    {
        if (force < 0)
            return scene;
        if (scene.Subject.Length > 0 && scene.Subject != subject)
            return scene with { Companion = subject };
        int count = scene.Count == 1 && IsPlural(phrase) ? 3 : scene.Count;
        return scene with { Subject = subject, Count = count, SubjectTint = tint.Amount > 0 ? tint : scene.SubjectTint };
    }

    private static (string Phrase, int Length) Longest(string[] words, int at)
    {
        for (int length = Math.Min(LongestPhrase, words.Length - at); length > 1; length--)
        {
            string phrase = string.Join(' ', words, at, length);
            if (Vocabulary.Phrases.ContainsKey(phrase) || Subject(phrase) is not null || Place(phrase) is not null)
                return (phrase, length);
        }

        return (words[at], 1);
    }

    private static string? Subject(string phrase)
        => SubjectNames.Contains(phrase) ? Canonical(phrase) : Singular(phrase) is { } one && SubjectNames.Contains(one) ? Canonical(one) : null;

    private static string Canonical(string name) => Cast.Find(name).Names[0];

    private static string? Place(string phrase)
        => PlaceNames.Contains(phrase) ? phrase : Singular(phrase) is { } one && PlaceNames.Contains(one) ? one : null;

    private static bool IsPlural(string phrase) => !SubjectNames.Contains(phrase);

    private static string? Singular(string word)
        => word.EndsWith("ies", StringComparison.Ordinal) ? $"{word[..^3]}y"
            : word.EndsWith("oes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) ? word[..^2]
            : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : null;
}
