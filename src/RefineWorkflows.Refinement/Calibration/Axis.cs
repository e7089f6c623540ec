namespace RefineWorkflows.Refinement.Calibration;

/// <summary>One thing in which a picture can be like its reference or not, and by which words it is moved.</summary>
/// <param name="Id">Letters, digits and underscores, small, unique in its set: <c>subject_count</c>.</param>
/// <param name="Group">What it belongs to, for example <c>Camera</c>. Two axes are edited together only when their groups differ.</param>
/// <param name="Definition">One line of at most 120 characters, which the judge is told.</param>
/// <param name="Granularity">What a judge has to be able to see.</param>
public sealed record Axis(string Id, string Group, string Definition, Granularity Granularity)
{
    /// <summary>Where the axis' value stands in <see cref="Lever"/>.</summary>
    public const string ValueMark = "{value}";

    /// <summary>Its share of the overall score, above 0. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether it is looked at. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How its value is said in a prompt; holds <see cref="ValueMark"/> once. Default: the value alone.</summary>
    public string Lever { get; init; } = ValueMark;

    /// <summary>The value that says that there is nothing of it, as <c>no text</c>; it is said alone, without the lever. Default: there is no such value.</summary>
    public string? None { get; init; }

    /// <summary>Its place in the prompt and among equals; of equal orders the one listed first comes first. Default 0.</summary>
    public int Order { get; init; }

    /// <summary>Whether its value is a number: two values are then equal or a mismatch, never partly right. Default: no.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The identifier as words: <c>body orientation</c>.</summary>
    internal string Name => Id.Replace('_', ' ');

    internal string Say(string value)
        => None is not null && AxisText.Normalise(value) == AxisText.Normalise(None) ? value : Lever.Replace(ValueMark, value, StringComparison.Ordinal);
}
