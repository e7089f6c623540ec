namespace RefineWorkflows.Imaging.Measures;

/// <summary>Sums over the colours of an area, one pixel at a time, from which its colour measures are taken.</summary>
internal sealed class ColourTally
{
    private const int ValueOfFire = 140, LumaOfGlow = 153, LumaOfDark = 51;

    private readonly long[] _names = new long[ColourNames.All.Length];
    private long _count, _red, _blue, _glow, _fire, _dark;
    private long _redGreen, _redGreenSquared, _yellowBlue, _yellowBlueSquared;
    private double _luma, _lumaSquared, _saturation;

    internal bool IsEmpty => _count == 0;

    internal double Brightness => Mean(_luma) / 255;

    internal double Contrast => Math.Min(1, 2 * Deviation(_luma, _lumaSquared) / 255);

    internal double Saturation => Mean(_saturation);

    internal double Warmth => _red + _blue == 0 ? 0.5 : (double)_red / (_red + _blue);

    internal double Glow => Mean(_glow);

    internal double Fire => Mean(_fire);

    internal double Dark => Mean(_dark);

    internal double Colourfulness
    {
        get
        {
            // The yellow-blue sums are kept doubled, as R + G − 2B, to stay whole numbers.
            var deviation = double.Hypot(Deviation(_redGreen, _redGreenSquared), Deviation(_yellowBlue, _yellowBlueSquared) / 2);
            var mean = double.Hypot(Mean(_redGreen), Mean(_yellowBlue) / 2);
            return Math.Min(1, (deviation + 0.3 * mean) / 110);
        }
    }

    internal static float Luma(int red, int green, int blue) => 0.299f * red + 0.587f * green + 0.114f * blue;

    internal void Add(int red, int green, int blue)
    {
        var luma = Luma(red, green, blue);
        var value = Math.Max(red, Math.Max(green, blue));
        var chroma = value - Math.Min(red, Math.Min(green, blue));
        var hue = Hue(red, green, blue, value, chroma);
        _count++;
        _red += red;
        _blue += blue;
        _luma += luma;
        _lumaSquared += luma * luma;
        _saturation += value == 0 ? 0 : (float)chroma / value;
        _redGreen += red - green;
        _redGreenSquared += (red - green) * (red - green);
        var yellowBlue = red + green - 2 * blue;
        _yellowBlue += yellowBlue;
        _yellowBlueSquared += yellowBlue * yellowBlue;
        _names[ColourNames.Of(hue, chroma, value)]++;
        if (luma < LumaOfDark)
            _dark++;
        if (luma >= LumaOfGlow && red * 5 >= blue * 6)
            _glow++;
        if (value >= ValueOfFire && chroma * 20 >= value * 11 && hue is <= 60 or >= 345)
            _fire++;
    }

    /// <summary>Names that cover at least 5 % of the area, largest first.</summary>
    internal IReadOnlyList<HueShare> Names() =>
        [.. ColourNames.All
            .Select((name, index) => new HueShare(name, Mean(_names[index])))
            .Where(hue => hue.Share >= 0.05)
            .OrderByDescending(hue => hue.Share)];

    private static int Hue(int red, int green, int blue, int value, int chroma)
    {
        if (chroma == 0)
            return 0;
        var sixth = 60f / chroma;
        var hue = value == red ? (green - blue) * sixth : value == green ? 120 + (blue - red) * sixth : 240 + (red - green) * sixth;
        return (int)(hue < 0 ? hue + 359.99f : hue);
    }

    private double Mean(double sum) => _count == 0 ? 0 : sum / _count;

    private double Deviation(double sum, double squares) => Math.Sqrt(Math.Max(0, Mean(squares) - Mean(sum) * Mean(sum)));
}
