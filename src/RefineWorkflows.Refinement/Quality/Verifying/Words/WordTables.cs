using System.Globalization;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying.Words;

/// <summary>The words that the grammar of prompts knows.</summary>
internal static class WordTables
{
    /// <summary>Colours as people write them, by the plain name that a measurement tells apart.</summary>
    public static readonly IReadOnlyDictionary<string, string> Colours = Table(
        "red:red crimson scarlet|orange:orange amber|yellow:yellow gold|green:green emerald lime|cyan:teal turquoise cyan|blue:blue navy indigo|"
        + "purple:violet purple|pink:magenta pink|brown:brown beige tan|black:black|grey:grey gray silver|white:white");

    public static readonly IReadOnlyDictionary<string, int> Numbers = new[] { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" }
        .Select((word, at) => KeyValuePair.Create(word, at + 1))
        .Concat([new("single", 1), new("pair", 2), new("couple", 2)])
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Phrases between two things, by what they say. Longest first.</summary>
    public static readonly IReadOnlyList<(string[] Words, RelationKind Relation)> Relations = Longest(
        ("to the left of|on the left of|on the left side of|left of", RelationKind.LeftOf),
        ("to the right of|on the right of|on the right side of|right of", RelationKind.RightOf),
        ("above|over", RelationKind.Above),
        ("below|under|beneath|underneath", RelationKind.Below),
        ("next to|beside|near|alongside", RelationKind.NextTo),
        ("inside|inside of|within", RelationKind.Inside),
        ("on top of|on|upon", RelationKind.On),
        ("in front of", RelationKind.InFrontOf),
        ("behind", RelationKind.Behind));

    /// <summary>Phrases that put a thing somewhere in the picture. Longest first.</summary>
    public static readonly IReadOnlyList<(string[] Words, Zone At)> Places = Longest(Sides());

    /// <summary>How much of the picture a thing is said to fill.</summary>
    public static readonly IReadOnlyList<(string[] Words, double Share)> Shares = Longest(
        ("a quarter of|one quarter of", 0.25), ("a third of|one third of", 1 / 3.0), ("half of|half|a half of", 0.5), ("two thirds of", 2 / 3.0), ("three quarters of", 0.75));

    /// <summary>Sides that light is said to come from.</summary>
    public static readonly IReadOnlyList<(string[] Words, LightSide From)> LightSides = Longest(LightPhrases());

    public static readonly IReadOnlySet<string> Determiners = Set("a an the this that these those his her its their some exactly only just another");

    /// <summary>Words that part two things without saying anything about places.</summary>
    public static readonly IReadOnlySet<string> Separators = Set("and with of in at by for from to as while during against into onto is are be being has have having wearing holding standing sitting lying floating flying seen painted made plus or but then it them where which who between");

    public static readonly IReadOnlySet<string> Negations = Set("no without not");

    /// <summary>Nouns that are no thing to be found: pictures themselves, light, weather, time, craft.</summary>
    public static readonly IReadOnlySet<string> Abstract = Set(
        "picture image photo photograph photography painting illustration drawing sketch render portrait shot scene view style art artwork background foreground frame framing composition light lighting sunlight moonlight candlelight "
        + "daylight shadow shadows glow contrast colour colours color colors palette tone tones mood atmosphere focus detail details quality resolution bokeh depth field close-up closeup angle perspective watercolour watercolor oil pastel neon noir pencil "
        + "day night morning evening dusk dawn noon sunset sunrise golden hour autumn winter spring summer fog mist haze rain snow weather symmetry clutter side corner left right top bottom middle centre center half third quarter edge heat warmth "
        + "hdr 4k 8k masterpiece cinematic dramatic minimal realistic photorealistic detailed sharp bright dark warm cool cold vivid muted soft simple plain centred centered symmetrical");

    /// <summary>What things cover when nothing is said of the whole: the picture.</summary>
    public static readonly IReadOnlySet<string> Whole = Set("picture image photo frame scene canvas view photograph");

    public static readonly IReadOnlySet<string> Filling = Set("fill fills filling cover covers covering occupies occupying takes");

    public static int? Number(string word)
        => Numbers.TryGetValue(word, out int number) ? number
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) && digits is >= 1 and <= 99 ? digits : null;

    private static IEnumerable<(string, Zone)> Sides()
    {
        (string Word, int Column)[] columns = [("left", -1), ("right", 1)];
        (string Word, int Row)[] rows = [("upper", -1), ("top", -1), ("lower", 1), ("bottom", 1)];
        foreach ((string word, int column) in columns)
        {
            yield return ($"on the {word}|on the {word} side|on the far {word}|far on the {word}|at the {word}|to the {word}|at {word}|{word} third|in the {word} third|in the {word} half|on the {word} half", new Zone(column, 0));
            foreach ((string edge, int row) in rows)
                yield return ($"in the {edge} {word}|in the {edge} {word} corner|at the {edge} {word}|{edge} {word} corner|{edge} {word}|{edge}-{word}|on the {edge} {word}", new Zone(column, row));
        }

        yield return ("at the top|on the top|in the upper half|upper third|in the upper third|upper half", new Zone(0, -1));
        yield return ("at the bottom|on the bottom|in the lower half|lower third|in the lower third|lower half", new Zone(0, 1));
        yield return ("in the middle|in the centre|in the center|centred|centered|at the centre|at the center|in the exact middle|in the exact centre", new Zone(0, 0));
    }

    private static IEnumerable<(string, LightSide)> LightPhrases()
    {
        (string Word, LightSide Side)[] sides =
        [
            ("the left", LightSide.Left), ("the right", LightSide.Right), ("above", LightSide.Above), ("the top", LightSide.Above), ("below", LightSide.Below), ("the bottom", LightSide.Below),
            ("the upper left", LightSide.Left | LightSide.Above), ("the upper right", LightSide.Right | LightSide.Above), ("the lower left", LightSide.Left | LightSide.Below), ("the lower right", LightSide.Right | LightSide.Below),
        ];
        foreach ((string word, LightSide side) in sides)
            yield return ($"light from {word}|lit from {word}|lighting from {word}|sunlight from {word}|light coming from {word}|light falling from {word}|light falling in from {word}|light comes from {word}", side);
    }

    private static (string[], T)[] Longest<T>(params IEnumerable<(string Phrases, T Meaning)> entries)
        => [.. entries.SelectMany(entry => entry.Phrases.Split('|'), (entry, phrase) => (phrase.Split(' '), entry.Meaning)).OrderByDescending(entry => entry.Item1.Length)];

    private static Dictionary<string, string> Table(string text)
        => text.Split('|').Select(entry => entry.Split(':')).SelectMany(entry => entry[1].Split(' '), (entry, word) => (word, entry[0])).ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
