using System.Text.Json;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Reads a judge's comparison: <c>ref</c>, <c>gen</c> and <c>verdict</c> for every axis, as JSON.</summary>
public static class CompareReply
{
    /// <summary>Sent with the same picture when a reply could not be read or left axes out.</summary>
    public const string Reminder =
        "Your last reply could not be read, or left axes out. Answer again with one JSON object and nothing before or after it: "
        + "'axes', and in it for every axis that is listed 'ref', 'gen' and 'verdict' (match, partial or mismatch).";

    /// <summary>How often a judge is asked again; the last reply that could be read then counts as it is.</summary>
    public const int Retries = 2;

    /// <summary>Reads a reply. Never throws.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="reply">The judge's text.</param>
    /// <param name="coarseOnly">Whether the judge was asked only about coarse axes.</param>
    public static AxisReading<ComparedAxes> Read(AxisSet axes, string? reply, bool coarseOnly = false)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (AxisJson.Object(reply) is not { } told)
            return new(null, "it holds no whole JSON object", reply ?? "");
        List<AxisNote> notes = [];
        Dictionary<string, AxisObservation> observations = AxisJson.Axes(told, axes, axes.For(coarseOnly), Observation, notes);
        return observations.Count == 0
            ? new(null, "it says nothing about any of the axes", reply!)
            : new(new ComparedAxes([.. axes.Enabled.Select(axis => observations.GetValueOrDefault(axis.Id)).OfType<AxisObservation>()], notes), null, reply!);
    }

    private static AxisObservation? Observation(Axis axis, JsonElement value)
    {
        var seen = new AxisObservation(
            axis.Id,
            AxisJson.Words(AxisJson.Member(value, "ref", "reference")),
            AxisJson.Words(AxisJson.Member(value, "gen", "generated")),
            AxisJson.Words(AxisJson.Member(value, "verdict")));
        return seen is { Ref: null, Gen: null, Verdict: null } ? null : seen;
    }
}
