using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>
/// What the reference shows, told once and then kept for the whole run: later comparisons are made against these words
/// and not against a picture that is read anew, so that the target cannot drift.
/// </summary>
/// <param name="Description">One coherent paragraph, fit to be a prompt.</param>
/// <param name="Axes">A value for every enabled axis, in their order.</param>
/// <param name="CanonicalReference">The text that a judge compares with.</param>
/// <param name="Notes">What was noticed while the description was read.</param>
public sealed record ReferenceDescription(
    string Description,
    IReadOnlyList<AxisValue> Axes,
    string CanonicalReference,
    IReadOnlyList<AxisNote> Notes)
{
    /// <summary>The value of an axis; <c>unspecified</c> for one that is not described.</summary>
    public string Of(string axis) => Axes.FirstOrDefault(value => value.Axis == axis)?.Value ?? AxisText.Unspecified;

    /// <summary>The file of a description: <c>mode</c>, <c>description</c>, <c>axes</c> and <c>canonical_reference</c>. <see cref="DescribeReply"/> reads it.</summary>
    public string ToJson()
    {
        var axes = new JsonObject();
        foreach (AxisValue value in Axes)
            axes[value.Axis] = value.Value;
        var file = new JsonObject { ["mode"] = "describe", ["description"] = Description, ["axes"] = axes, ["canonical_reference"] = CanonicalReference };
        return file.ToJsonString(RunJson.Page) + "\n";
    }
}
