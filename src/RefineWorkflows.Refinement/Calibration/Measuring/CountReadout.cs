using System.Globalization;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>How many things stand out.</summary>
internal sealed record CountReadout(int Count)
    : AxisReadout(Count == 0 ? AxisText.Unspecified : Count.ToString(CultureInfo.InvariantCulture))
{
    public override string InNumbers => Value;

    /// <summary>Equal or not is decided where all judges' numbers are.</summary>
    public override (string Gen, AxisVerdict Verdict) Against(AxisTarget target)
        => AxisText.IsUnspecified(target.Value)
            ? ("", AxisVerdict.Match)
            : (Value, AxisText.Normalise(Value) == AxisText.Normalise(target.Value) ? AxisVerdict.Match : AxisVerdict.Mismatch);
}
