namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>Words are wanted that bring one axis closer to the reference.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Target">What the reference shows.</param>
/// <param name="Shown">What the best picture shows instead.</param>
/// <param name="Attempt">Which try it is for this axis, from 0.</param>
/// <param name="Tried">Words that did not bring it there, oldest first; may be empty.</param>
public sealed record WordingRequest(string Axis, string Target, string Shown, int Attempt, IReadOnlyList<string> Tried)
{
    private const int LongestWording = 200;

    private static readonly string[] Emphasis = ["clearly", "distinctly", "unmistakably"];

    /// <summary>The plain value comes first; of the later tries the third stands at the front with emphasis, and the others are reworded.</summary>
    public Phrasing Phrasing => Attempt switch
    {
        0 => Phrasing.Plain,
        2 => Phrasing.Leading,
        _ => Phrasing.Reworded,
    };

    /// <summary>Makes the edit of words that somebody found, or without any that are new of fixed phrases.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="written">What a model wrote for this request; null to write it without one. It is taken as text, on one line; what is longer than 200 characters is no wording.</param>
    public AxisEdit Write(AxisSet axes, string? written = null)
    {
        ArgumentNullException.ThrowIfNull(axes);
        Axis axis = axes.Find(Axis) ?? throw new ArgumentException($"The set '{axes.Version}' has no enabled axis '{Axis}'.", nameof(axes));
        string words = AxisText.OneLine(written);
        if (Phrasing == Phrasing.Plain)
            words = axis.Say(Target);
        else if (words.Length > LongestWording || !IsNew(words))
            words = Phrases(axis).First(IsNew);
        return new AxisEdit(Attempt, new AxisWords(Axis, words, Phrasing == Phrasing.Leading));
    }

    private IEnumerable<string> Phrases(Axis axis)
    {
        // At the front a value without emphasis may be what stands there already.
        if (Phrasing != Phrasing.Leading)
            yield return $"{axis.Name}: {Target}";
        foreach (string emphasis in Emphasis)
            yield return $"{emphasis} {axis.Say(Target)}";
        for (int times = 2; ; times++)
            yield return $"{string.Join(' ', Enumerable.Repeat("very", times))} {axis.Say(Target)}";
    }

    private bool IsNew(string words)
        => !AxisText.IsUnspecified(words) && !Tried.Any(tried => AxisText.Normalise(tried) == AxisText.Normalise(words));
}
