namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>Takes out of a free prompt what it says about an axis that gets words of its own: a "dark" that stays would work against "bright light" for ever.</summary>
internal static class OpeningWords
{
    private static readonly string[] Light = Split("dark darker dim bright brighter night midnight moonlight moonlit sunlight sunny daylight day shadowy noir gloomy backlit dusk twilight dawn starry lit");
    private static readonly string[] Warmth = Split("warm warmer golden sunset sunrise candlelight firelight amber cool cold icy neon fiery fire burning erupting cosy cozy frosty");
    private static readonly string[] Contrast = Split("contrast soft hard harsh dramatic flat faded washed punchy diffuse gentle");
    private static readonly string[] Colours = Split("saturated vivid vibrant colourful colorful muted pastel desaturated monochrome grey gray subdued faded pale watercolour watercolor noir");
    private static readonly string[] Framing = Split("close-up closeup macro wide panorama distant far tiny small little large big huge giant shot portrait");
    private static readonly string[] Across = Split("left right centred centered");
    private static readonly string[] Down = Split("top bottom upper lower third");
    private static readonly string[] Weather = Split("fog foggy mist misty haze hazy smoke smoky rain rainy snow snowy storm stormy clear sunny");
    private static readonly string[] Focus = Split("sharp crisp blurry blurred blur bokeh focus detailed soft watercolour watercolor sketch");
    private static readonly string[] Business = Split("simple minimal minimalist busy cluttered crowded plain empty uncluttered detailed");
    private static readonly string[] Places = Split(
        "background beach sea ocean shore coast lake city town skyline street alley road desert forest woods jungle garden kitchen library meadow field park mountains valley snow snowy space galaxy studio sky sunset underwater reef table room");
    private static readonly string[] Numbers = Split("one two three four five six seven eight nine single pair several many");

    private static readonly Dictionary<string, string[][]> ByAxis = new()
    {
        ["light"] = [Light],
        ["light_colour"] = [Warmth],
        ["lighting_colour"] = [Light, Warmth, Contrast],
        ["contrast"] = [Contrast],
        ["saturation"] = [Colours],
        ["framing"] = [Framing],
        ["position_x"] = [Across],
        ["position_y"] = [Down],
        ["composition"] = [Business],
        ["symmetry"] = [Across, Split("symmetrical symmetric tilted slanted")],
        ["sharpness"] = [Focus],
        ["depth_of_field"] = [Focus],
        ["haze"] = [Weather],
        ["time_weather"] = [Light, Weather],
        ["background_colour"] = [Places],
        ["scene"] = [Places],
        ["subject_count"] = [Numbers],
    };

    /// <summary>What means nothing when it is left over.</summary>
    private static readonly HashSet<string> Joints =
        [.. Split("a an the in on at by of with and to from under over near very slightly extremely light lights colours colors palette background scene shot")];

    private static readonly HashSet<string> Degrees = [.. Split("very slightly extremely")];

    /// <returns>The text as it was where it says nothing about the axis; null when nothing is left of it.</returns>
    public static string? Without(string? text, string axis)
    {
        if (text is null || !ByAxis.TryGetValue(axis, out string[][]? topics))
            return text;
        string[] clauses = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!clauses.SelectMany(Words).Any(word => Speaks(topics, word)))
            return text;
        string[] left = [.. clauses.Select(clause => Clear(clause, topics)).Where(clause => clause.Length > 0)];
        return left.Length == 0 ? null : string.Join(", ", left);
    }

    private static string Clear(string clause, string[][] topics)
    {
        string[] words = Words(clause);
        if (!words.Any(word => Speaks(topics, word)))
            return clause;
        List<string> kept = [];
        for (int at = 0; at < words.Length; at++)
        {
            if (!Speaks(topics, words[at]))
            {
                kept.Add(words[at]);
                continue;
            }

            // "a cat in a dark room" is "a cat in a room", but "a cat in a room by a lamp" without its room is "a cat by a lamp".
            bool leavesGap = at + 1 == words.Length || Joints.Contains(Plain(words[at + 1])) || Speaks(topics, words[at + 1]);
            DropLast(kept, leavesGap ? Joints : Degrees);
        }

        DropLast(kept, Joints);
        return kept.All(word => Joints.Contains(Plain(word))) ? "" : string.Join(' ', kept);
    }

    private static void DropLast(List<string> kept, HashSet<string> idle)
    {
        while (kept.Count > 1 && idle.Contains(Plain(kept[^1])))
            kept.RemoveAt(kept.Count - 1);
    }

    private static bool Speaks(string[][] topics, string word) => topics.Any(topic => topic.Contains(Plain(word)));

    private static string Plain(string word) => word.Trim('.', ';', ':', '!', '?', '"', '(', ')').ToLowerInvariant();

    private static string[] Words(string clause) => Split(clause);

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
