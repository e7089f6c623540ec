using System.Globalization;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Generation.Painting.Language;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying.Words;

/// <summary>
/// Reads things and what is said of them out of a prompt by plain rules: clause by clause, phrases of places before single
/// words. A thing is what stands between two of them. It reads no sentences: what the rules do not know passes as a mood.
/// </summary>
public sealed partial class PromptGrammar
{
    // A share of the picture is said roughly.
    private const double Roughly = 0.25, Full = 0.5;
    private const int LongestName = 3;

    private readonly List<PromptThing> _things = [];
    private readonly List<SpatialClaim> _claims = [];
    private readonly List<string> _mood = [];
    private string? _background;
    private string? _spokenOf;
    private (string Subject, RelationKind Relation)? _open;

    private PromptGrammar()
    {
    }

    /// <summary>What the prompt names and says. Any text can be read; one that says nothing known has nothing but a mood.</summary>
    public static PromptStructure Read(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var grammar = new PromptGrammar();
        foreach (string clause in Clause().Split(prompt.ToLowerInvariant()))
            grammar.ReadClause([.. Word().Matches(clause).Select(match => match.Value)]);
        return new PromptStructure(grammar._things, [.. grammar._claims.Distinct()], grammar._background, string.Join(' ', grammar._mood));
    }

    private void ReadClause(string[] words)
    {
        (_open, _spokenOf) = (null, null);
        var phrase = new List<string>();
        for (int at = 0; at < words.Length;)
        {
            int length = Light(words, at);
            if (length == 0)
                length = Share(words, at, phrase);
            if (length == 0)
                length = Place(words, at, phrase);
            if (length == 0)
                length = Relation(words, at, phrase);
            if (length == 0 && (WordTables.Separators.Contains(words[at]) || WordTables.Negations.Contains(words[at])))
            {
                Close(phrase);
                if (WordTables.Negations.Contains(words[at]))
                    phrase.Add(words[at]);
                length = 1;
            }

            if (length == 0)
                phrase.Add(words[at]);
            at += Math.Max(1, length);
        }

        Close(phrase);
    }

    private int Light(string[] words, int at)
    {
        (string[] Words, LightSide From) side = WordTables.LightSides.FirstOrDefault(entry => Stands(entry.Words, words, at));
        if (side.Words is null)
            return 0;
        _claims.Add(new LightClaim(side.From));
        return side.Words.Length;
    }

    private int Share(string[] words, int at, List<string> phrase)
    {
        if (!WordTables.Filling.Contains(words[at]))
            return 0;
        Close(phrase);
        if (Subject() is not { } thing)
            return 1;
        int next = at + 1;
        (string[] Words, double Share) said = WordTables.Shares.FirstOrDefault(entry => Stands(entry.Words, words, next));
        (double? share, int length) = said.Words is not null ? (said.Share, said.Words.Length) : Percent(words, next);
        next += length;
        while (next < words.Length && (WordTables.Determiners.Contains(words[next]) || words[next] is "of" or "percent" or "whole" or "entire"))
            next++;
        if (next >= words.Length || !WordTables.Whole.Contains(words[next]))
            return 1;
        _claims.Add(share is { } part
            ? new ShareClaim(thing, part * (1 - Roughly), Math.Min(1, part * (1 + Roughly)))
            : new ShareClaim(thing, Full, 1));
        return next + 1 - at;
    }

    private static (double? Share, int Length) Percent(string[] words, int at)
        => at < words.Length && words[at].EndsWith('%') && double.TryParse(words[at][..^1], NumberStyles.None, CultureInfo.InvariantCulture, out double bare) && bare is > 0 and <= 100 ? (bare / 100, 1)
            : at + 1 < words.Length && words[at + 1] == "percent" && double.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out double spoken) && spoken is > 0 and <= 100 ? (spoken / 100, 2)
            : (null, 0);

    private int Place(string[] words, int at, List<string> phrase)
    {
        (string[] Words, Zone At) place = WordTables.Places.FirstOrDefault(entry => Stands(entry.Words, words, at));
        if (place.Words is null)
            return 0;
        int next = at + place.Words.Length;
        // "on the left of the dog" speaks of the dog, "on the left of the picture" of the picture.
        if (next < words.Length && words[next] == "of")
        {
            int whole = next + 1;
            while (whole < words.Length && WordTables.Determiners.Contains(words[whole]))
                whole++;
            if (whole >= words.Length || !WordTables.Whole.Contains(words[whole]))
                return 0;
            next = whole + 1;
        }

        Close(phrase);
        if (Subject() is { } thing)
            _claims.Add(new PlaceClaim(thing, place.At));
        return next - at;
    }

    private int Relation(string[] words, int at, List<string> phrase)
    {
        (string[] Words, RelationKind Relation) relation = WordTables.Relations.FirstOrDefault(entry => Stands(entry.Words, words, at));
        if (relation.Words is null)
            return 0;
        Close(phrase);
        _open = Subject() is { } thing ? (thing, relation.Relation) : null;
        return relation.Words.Length;
    }

    private string? Subject() => _spokenOf ?? (_things.Count > 0 ? _things[0].Name : null);

    /// <summary>Makes a thing of the words between two phrases, and of what stood before it a relation.</summary>
    private void Close(List<string> phrase)
    {
        string[] words = [.. phrase];
        phrase.Clear();
        bool excluded = Array.Exists(words, WordTables.Negations.Contains);
        string? colour = words.Select(word => WordTables.Colours.GetValueOrDefault(word)).FirstOrDefault(known => known is not null);
        if (words.Length > 0 && words[^1] == "background" && colour is not null && !excluded)
        {
            _background = colour;
            return;
        }

        int? count = words.Select(WordTables.Number).FirstOrDefault(number => number is not null);
        string[] rest = [.. words.Where(word => !WordTables.Determiners.Contains(word) && !WordTables.Negations.Contains(word) && !WordTables.Colours.ContainsKey(word) && WordTables.Number(word) is null)];
        (string? name, string said, string[] mood) = Name(rest);
        _mood.AddRange(excluded ? mood.SelectMany(word => new[] { "no", word }) : mood);
        // "three of them"
        if (name is null && rest.Length == 0 && count is { } bare && !excluded && Subject() is { } spoken)
            _claims.Add(new CountClaim(spoken, bare));
        if (name is null)
            return;
        if (excluded)
        {
            _claims.Add(new CountClaim(name, 0));
            return;
        }

        if (_things.TrueForAll(thing => thing.Name != name))
            _things.Add(new PromptThing(name, said, colour));
        if (count is { } number)
            _claims.Add(new CountClaim(name, number));
        if (_open is { } open && open.Subject != name)
            _claims.Add(new RelationClaim(open.Subject, open.Relation, name));
        _open = null;
        _spokenOf ??= name;
    }

    /// <summary>The noun is a name that the painter knows, or the last word; what stands before it describes it.</summary>
    private static (string? Name, string Said, string[] Mood) Name(string[] words)
    {
        for (int length = Math.Min(LongestName, words.Length); length > 0; length--)
        {
            for (int at = words.Length - length; at >= 0; at--)
            {
                if (SubjectNames.Find(string.Join(' ', words, at, length)) is { } known)
                    return (known, string.Join(' ', words, at, length), [.. words[..at], .. words[(at + length)..]]);
            }
        }

        return words.Length == 0 || WordTables.Abstract.Contains(words[^1]) || GoalReader.Knows(words[^1]) || Vocabulary.Phrases.ContainsKey(string.Join(' ', words)) || words[^1].EndsWith("ing", StringComparison.Ordinal) || words[^1].Length < 3
            ? (null, "", words)
            : (SubjectNames.Singular(words[^1]), words[^1], words[..^1]);
    }

    private static bool Stands(string[] phrase, string[] words, int at)
        => at + phrase.Length <= words.Length && phrase.AsSpan().SequenceEqual(words.AsSpan(at, phrase.Length));

    [GeneratedRegex(@"[,.;:!?()""\n\r]+")]
    private static partial Regex Clause();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:[-'][\p{L}\p{Nd}]+)*%?")]
    private static partial Regex Word();
}
