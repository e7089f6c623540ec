namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>
/// Words for the bands of a measure, from least to most. A number's place on the ladder counts bands: 1.5 is the middle
/// of the second. Two pictures are compared by places, so narrow bands and wide ones count alike.
/// </summary>
/// <param name="Words">A word for each band.</param>
/// <param name="Edges">Where the bands begin and end: one more than there are words, rising.</param>
/// <param name="More">What a picture further up is: <c>brighter</c>.</param>
/// <param name="Less">What a picture further down is: <c>darker</c>.</param>
internal sealed record Ladder(string[] Words, double[] Edges, string More, string Less)
{
    /// <summary>From 0 to the number of words; beyond the outermost edges it does not move any more.</summary>
    public double Place(double measured)
    {
        int band = Math.Max(0, Array.FindLastIndex(Edges, edge => measured >= edge));
        return band >= Words.Length
            ? Words.Length
            : band + Math.Clamp((measured - Edges[band]) / (Edges[band + 1] - Edges[band]), 0, 1);
    }

    public string WordAt(double place) => Words[Math.Clamp((int)place, 0, Words.Length - 1)];

    /// <summary>The middle of the band that a value names; null for other words.</summary>
    public double? PlaceOf(string value)
    {
        string said = AxisText.Normalise(value.Split(',')[0]);
        int band = Array.FindIndex(Words, word => AxisText.Normalise(word) == said);
        return band < 0 ? null : band + 0.5;
    }
}
