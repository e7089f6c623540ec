namespace RefineWorkflows.Imaging.Measures;

/// <summary>Sums over the colours of an area, one pixel at a time, from which its colour measures are taken.</summary>
internal sealed class ColourTally
{
    private const int ValueOfFire = 140, LumaOfGlow = 153_000, LumaOfDark = 51_000;

    // Whole numbers throughout: sums are exact, and a pixel costs neither a division nor a conversion.
    private const int One = 1 << 24;
    private static readonly int[] PartOfOne = [.. Enumerable.Range(0, 256).Select(value => value == 0 ? 0 : One / value)];

    private readonly long[] _names = new long[ColourNames.All.Length];
    private long _count, _red, _blue, _glow, _fire, _dark;
    private long _redGreen, _redGreenSquared, _yellowBlue, _yellowBlueSquared;
    private long _luma, _lumaSquared, _saturation;

    internal bool IsEmpty => _count == 0;

    internal double Brightness => Mean(_luma) / 255_000;

    internal double Contrast => Math.Min(1, 2 * Deviation(_luma, _lumaSquared) / 255_000);

    internal double Saturation => Mean(_saturation) / One;

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

    /// <summary>Adds a pixel and gives back its luma, 0…255.</summary>
    internal float Add(int red, int green, int blue)
    {
        var luma = 299 * red + 587 * green + 114 * blue;
        var value = Math.Max(red, Math.Max(green, blue));
        var chroma = value - Math.Min(red, Math.Min(green, blue));
        var redGreen = red - green;
        var yellowBlue = red + green - 2 * blue;
        _count++;
        _red += red;
        _blue += blue;
        _luma += luma;
        _lumaSquared += (long)luma * luma;
        _saturation += chroma * PartOfOne[value];
        _redGreen += redGreen;
        _redGreenSquared += redGreen * redGreen;
        _yellowBlue += yellowBlue;
        _yellowBlueSquared += yellowBlue * yellowBlue;
        _names[ColourNames.Of(red, green, blue)]++;
        // The non-short-circuit operators spare branches that no processor can predict. Hue is within 345…60° when red leads and (G − B) / chroma ≥ −1/4.
        _dark += luma < LumaOfDark ? 1 : 0;
        _glow += luma >= LumaOfGlow & red * 5 >= blue * 6 ? 1 : 0;
        _fire += value >= ValueOfFire & chroma * 20 >= value * 11 & red == value & 4 * (green - blue) >= -chroma ? 1 : 0;
        return luma / 1000f;
    }

    /// <summary>Names that cover at least 5 % of the area, largest first.</summary>
    internal IReadOnlyList<HueShare> Names() =>
        [.. ColourNames.All
            .Select((name, index) => new HueShare(name, Mean(_names[index])))
            .Where(hue => hue.Share >= 0.05)
            .OrderByDescending(hue => hue.Share)];

    private double Mean(double sum) => _count == 0 ? 0 : sum / _count;

    private double Deviation(double sum, double squares) => Math.Sqrt(Math.Max(0, Mean(squares) - Mean(sum) * Mean(sum)));
}
