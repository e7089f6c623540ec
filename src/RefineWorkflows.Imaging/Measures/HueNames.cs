namespace RefineWorkflows.Imaging.Measures;

/// <summary>Sorts pixels into named colours: twelve hues of 30° around the names' centres, and three greys.</summary>
internal static class HueNames
{
    private const float LeastChroma = 0.12f;
    private const double LeastShare = 0.05;

    private static readonly string[] Names =
        ["red", "orange", "yellow", "lime", "green", "teal", "cyan", "azure", "blue", "violet", "magenta", "pink", "black", "grey", "white"];

    public static IReadOnlyList<HueShare> Dominant(Overview overview)
    {
        var counts = new int[Names.Length];
        for (int cell = 0; cell < overview.Count; cell++)
        {
            (float hue, float chroma, float value) = overview.HueAt(cell);
            counts[chroma >= LeastChroma ? (int)((hue + 15) / 30) % 12 : value < 0.25f ? 12 : value < 0.8f ? 13 : 14]++;
        }

        // the order of equal shares is the table's: sorting is stable
        return [.. counts.Select((count, name) => new HueShare(Names[name], (double)count / overview.Count))
            .Where(share => share.Share >= LeastShare)
            .OrderByDescending(share => share.Share)];
    }
}
