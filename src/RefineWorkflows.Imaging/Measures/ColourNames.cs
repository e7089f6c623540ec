namespace RefineWorkflows.Imaging.Measures;

/// <summary>Puts every colour under one of twelve plain names, by hue, saturation and value of HSV (Smith 1978).</summary>
internal static class ColourNames
{
    internal static readonly string[] All =
        ["red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "brown", "black", "grey", "white"];

    private const int Brown = 8, Black = 9, Grey = 10, White = 11, Orange = 1;

    // Where each hue ends, in degrees; what lies beyond the last is red again.
    private static readonly int[] Ends = [15, 45, 70, 165, 195, 255, 290, 345];
    private static readonly byte[] OfColour = MakeTable();

    /// <summary>The index into <see cref="All"/> of a colour; boundaries are exact to a step of eight levels.</summary>
    internal static int Of(int red, int green, int blue) => OfColour[(red >> 3 << 10) | (green >> 3 << 5) | (blue >> 3)];

    private static byte[] MakeTable()
    {
        var table = new byte[1 << 15];
        for (var colour = 0; colour < table.Length; colour++)
            table[colour] = (byte)Name(Level(colour >> 10), Level(colour >> 5 & 31), Level(colour & 31));
        return table;
    }

    // Five bits spread over the whole range, so that black and white are exact.
    private static int Level(int bits) => bits << 3 | bits >> 2;

    private static int Name(int red, int green, int blue)
    {
        var value = Math.Max(red, Math.Max(green, blue));
        var chroma = value - Math.Min(red, Math.Min(green, blue));
        if (value < 0.18 * 255)
            return Black;
        if (chroma < 0.15 * value)
            return value > 0.85 * 255 ? White : Grey;
        var hue = Hue(red, green, blue, value, chroma);
        var name = Math.Max(0, Array.FindIndex(Ends, end => hue < end));
        return name == Orange && value < 0.6 * 255 ? Brown : name;
    }

    private static double Hue(int red, int green, int blue, int value, double chroma)
    {
        var hue = 60 * (value == red ? (green - blue) / chroma : value == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma);
        return hue < 0 ? hue + 360 : hue;
    }
}
