using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>The colours of a background, the one that covers most first.</summary>
internal sealed record ColourReadout(IReadOnlyList<HueShare> Colours)
    : AxisReadout(Colours is [{ } first, ..] ? first.Name : AxisText.Unspecified)
{
    /// <summary>Colours that cover a third of a background are partly right.</summary>
    private const double Part = 1 / 3d;

    /// <summary>Neighbours in hue or in lightness: the border between them is a matter of taste.</summary>
    private static readonly string[] Neighbours =
        ["red orange", "orange yellow", "orange brown", "red brown", "yellow green", "green cyan", "cyan blue", "blue purple", "purple pink", "pink red", "black grey", "grey white", "brown black"];

    public override string InNumbers => Colours is [{ } first, ..] ? $"{first.Name} ({Number(first.Share)})" : Value;

    public static ColourReadout Of(SeenPicture picture) => new(picture.Background);

    public override (string Gen, AxisVerdict Verdict) Against(AxisTarget target)
    {
        string wanted = AxisText.Normalise(target.Value);
        if (AxisText.IsUnspecified(target.Value))
            return ("", AxisVerdict.Match);
        if (Value == wanted)
            return (target.Value, AxisVerdict.Match);
        bool isPart = Colours.Any(colour => colour.Name == wanted && colour.Share >= Part) || Neighbours.Any(pair => pair == $"{wanted} {Value}" || pair == $"{Value} {wanted}");
        return (Value, isPart ? AxisVerdict.Partial : AxisVerdict.Mismatch);
    }
}
