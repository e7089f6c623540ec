namespace RefineWorkflows.Refinement.Calibration.Wording;

/// <summary>Phrases that move a measure, from the strongest down to the strongest up.</summary>
/// <param name="Phrases">The phrases; an odd number of them, the one in the middle moves nothing.</param>
internal sealed record Dial(params string[] Phrases)
{
    public int Middle => Phrases.Length / 2;

    /// <summary>Where words stand on it; null for words that are not from it.</summary>
    public int? At(string? words)
    {
        int at = Array.FindIndex(Phrases, phrase => AxisText.Normalise(phrase) == AxisText.Normalise(words));
        return at < 0 ? null : at;
    }

    /// <summary>The phrase that is so many steps on, or the next beyond it that was not tried; null at the end.</summary>
    /// <param name="from">Where the words stand now.</param>
    /// <param name="steps">Above 0 for more of the measure, below 0 for less.</param>
    /// <param name="tried">Phrases that did not help.</param>
    public string? Turn(int from, int steps, IReadOnlyList<string> tried)
    {
        int direction = Math.Sign(steps);
        for (int at = Math.Clamp(from + steps, 0, Phrases.Length - 1); direction != 0 && at >= 0 && at < Phrases.Length; at += direction)
        {
            if (!tried.Any(words => AxisText.Normalise(words) == AxisText.Normalise(Phrases[at])))
                return Phrases[at];
        }

        return null;
    }
}
