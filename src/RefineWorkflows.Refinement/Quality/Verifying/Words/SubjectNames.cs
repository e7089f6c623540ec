using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Quality.Verifying.Words;

/// <summary>The names of what the embedded painter can draw.</summary>
internal static class SubjectNames
{
    private static readonly Dictionary<string, string> Canonical = Cast.All
        .SelectMany(subject => subject.Names, (subject, name) => (name, subject.Names[0]))
        .ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>All canonical names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Cast.All.Select(subject => subject.Names[0])];

    /// <summary>The canonical name of a word or phrase in singular or plural; null when the painter does not know it.</summary>
    public static string? Find(string name) => Canonical.GetValueOrDefault(name) ?? Canonical.GetValueOrDefault(Singular(name));

    /// <summary>A noun's singular, by the plain rules of English.</summary>
    public static string Singular(string word)
        => word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 ? $"{word[..^3]}y"
            : word.EndsWith("oes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) ? word[..^2]
            : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) && word.Length > 3 ? word[..^1] : word;
}
