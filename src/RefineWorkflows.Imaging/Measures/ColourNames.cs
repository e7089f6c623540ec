namespace RefineWorkflows.Imaging.Measures;

/// <summary>Puts every colour under one of twelve plain names, by hue, saturation and value of HSV (Smith 1978).</summary>
internal static class ColourNames
{
    internal static readonly string[] All =
        ["red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "brown", "black", "grey", "white"];

    private const int Brown = 8, Black = 9, Grey = 10, White = 11, Orange = 1;

    // Where each hue ends, in degrees; what lies beyond the last is red again.
    private static readonly int[] Ends = [15, 45, 70, 165, 195, 255, 290, 345];
    private static readonly byte[] OfDegree = MakeTable();

    /// <summary>The index into <see cref="All"/> of a colour.</summary>
    /// <param name="hue">Degrees, 0…359.</param>
    /// <param name="chroma">Largest minus smallest channel, 0…255.</param>
    /// <param name="value">Largest channel, 0…255.</param>
    internal static int Of(int hue, int chroma, int value)
    {
        if (value < 46)
            return Black;
        // Saturation below 0.15: chroma / value without the division.
        if (chroma * 100 < value * 15)
            return value > 216 ? White : Grey;
        var name = OfDegree[hue];
        return name == Orange && value < 153 ? Brown : name;
    }

    private static byte[] MakeTable()
    {
        var table = new byte[360];
        for (var degree = 0; degree < table.Length; degree++)
            table[degree] = (byte)(Array.FindIndex(Ends, end => degree < end) is var name and >= 0 ? name : 0);
        return table;
    }
}
