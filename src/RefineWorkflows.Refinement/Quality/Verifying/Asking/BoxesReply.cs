using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>Reads where a model saw things: in thousandths, in pixels or in parts of 1. Boxes are cut to the picture; those without an area, and things that nobody asked for, are left out.</summary>
internal static class BoxesReply
{
    private const int MostBoxes = 60, LongestName = 80;
    private const double Thousand = 1000;

    /// <summary>Never throws.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="things">What was asked for.</param>
    /// <param name="width">Columns of the picture as it was shown.</param>
    /// <param name="height">Rows of it.</param>
    public static Reading<IReadOnlyList<FoundThing>> Read(string? reply, IReadOnlyList<string> things, int width, int height)
        => JudgeJson.Read(reply, "found", (found, _) => Read(found, things, width, height));

    private static Reading<IReadOnlyList<FoundThing>> Read(JsonElement found, IReadOnlyList<string> things, int width, int height)
    {
        JsonElement? list = found.ValueKind == JsonValueKind.Array ? found : found.At("boxes");
        if (list is not { ValueKind: JsonValueKind.Array } boxes)
            return new Reading<IReadOnlyList<FoundThing>>(null, "its 'found' has no list of boxes");
        (JsonElement Item, double[] Corners)[] given = [.. boxes.EnumerateArray().Take(MostBoxes).Select(item => (item, Corners(item))).Where(pair => pair.Item2 is not null).Select(pair => (pair.item, pair.Item2!))];
        if (given.Length == 0 && boxes.GetArrayLength() > 0)
            return new Reading<IReadOnlyList<FoundThing>>(null, "its boxes are no four numbers each");
        (double x, double y) = Scale(given.SelectMany(pair => pair.Corners), found.Words("unit"), width, height);
        var read = new List<FoundThing>();
        foreach ((JsonElement item, double[] corners) in given)
        {
            if (Name(item, things) is { } name && Cut(corners, x, y, width, height) is { } box)
                read.Add(new FoundThing(name, box, Depth: Depth(item.Words("depth"))));
        }

        return new Reading<IReadOnlyList<FoundThing>>(read);
    }

    // Thousandths unless it says pixels, or a number is no thousandth.
    private static (double X, double Y) Scale(IEnumerable<double> numbers, string? unit, int width, int height)
    {
        double most = numbers.DefaultIfEmpty().Max();
        return most <= 1 ? (width, height) : most > Thousand || unit?.StartsWith("pixel", StringComparison.OrdinalIgnoreCase) == true ? (1, 1) : (width / Thousand, height / Thousand);
    }

    private static Box? Cut(double[] corners, double x, double y, int width, int height)
    {
        double left = Math.Clamp(Math.Min(corners[0], corners[2]) * x, 0, width), right = Math.Clamp(Math.Max(corners[0], corners[2]) * x, 0, width);
        double top = Math.Clamp(Math.Min(corners[1], corners[3]) * y, 0, height), bottom = Math.Clamp(Math.Max(corners[1], corners[3]) * y, 0, height);
        return right - left > 0 && bottom - top > 0 ? new Box(left, top, right - left, bottom - top) : null;
    }

    private static double[]? Corners(JsonElement item)
    {
        foreach (string member in (string[])["box", "bbox", "bbox_2d", "box_2d"])
        {
            double?[] numbers = [.. item.Each(member).Select(one => ReplyWords.Number(one))];
            if (numbers.Length != 4 || numbers.Contains(null))
                continue;
            double[] given = [.. numbers.OfType<double>()];
            // Gemini's own form has rows first.
            return member == "box_2d" ? [given[1], given[0], given[3], given[2]] : given;
        }

        return null;
    }

    private static string? Name(JsonElement item, IReadOnlyList<string> things)
    {
        if (ReplyWords.Short(item.At("thing") ?? item.At("label"), LongestName) is not { } said)
            return null;
        string one = SubjectNames.Singular(said.ToLowerInvariant());
        return things.FirstOrDefault(thing => thing.Equals(said, StringComparison.OrdinalIgnoreCase))
            ?? things.FirstOrDefault(thing => SubjectNames.Singular(thing.ToLowerInvariant()) == one)
            ?? things.Where(thing => one.EndsWith($" {thing}", StringComparison.OrdinalIgnoreCase)).MaxBy(thing => thing.Length);
    }

    private static double? Depth(string? word) => word switch { "near" => 1, "middle" => 2, "far" => 3, _ => null };
}
