using System.Globalization;
using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Turns a goal in words into targets on measures.</summary>
internal static partial class GoalReader
{
    private const double CountWeight = 4;

    private static readonly string[] Negations = ["less", "no", "not", "without", "fewer", "never", "avoid", "reduce", "remove"];
    private static readonly string[] Fillers = ["a", "an", "the", "so", "as", "too", "very", "any", "be", "of", "its", "visually", "much", "more"];
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly Dictionary<string, Concept> ByWord = Concepts.All
        .SelectMany(concept => concept.Words.Select(word => (word, concept)))
        .ToDictionary(pair => pair.word, pair => pair.concept, StringComparer.Ordinal);

    /// <summary>
    /// What the goal asks for; where two words speak about one quality the first counts. <see cref="Concepts.General"/> when
    /// no word is known. Weights say how much each counts.
    /// </summary>
    public static IReadOnlyList<Target> Read(string goal)
    {
        string[] words = [.. Word().Matches(goal.ToLowerInvariant()).Select(match => match.Value)];
        var targets = new List<Target>();
        bool negated = false;
        for (int at = 0; at < words.Length; at++)
        {
            if (Negations.Contains(words[at]))
            {
                negated = true;
                continue;
            }

            if (ByWord.TryGetValue(words[at], out Concept? concept))
                Add(targets, negated ? concept.Opposite : concept.Targets);
            else if (Number(words[at]) is { } count && at + 1 < words.Length && !Fillers.Contains(words[at + 1]))
                Add(targets, [new(Quality.SubjectCount, count + Math.Max(2, count), count, CountWeight, Exact: true)]);
            // "less of the heat": a negation reaches over fillers to the next word that means something
            negated = negated && Fillers.Contains(words[at]);
        }

        if (targets.Count == 0)
            return Concepts.General;
        Add(targets, [Concepts.Presence]);
        return targets;
    }

    /// <summary>Whether a word, in lower case, asks for something that can be measured.</summary>
    public static bool Knows(string word) => ByWord.ContainsKey(word);

    private static void Add(List<Target> targets, Target[] more)
        => targets.AddRange(more.Where(target => !targets.Exists(known => known.Quality == target.Quality)));

    private static int? Number(string word)
        => Array.IndexOf(Numbers, word) is >= 0 and var at ? at + 1
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 9 ? number : null;

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:-[\p{L}]+)*")]
    private static partial Regex Word();
}
