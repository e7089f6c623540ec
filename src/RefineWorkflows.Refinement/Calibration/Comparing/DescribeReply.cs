using System.Text.Json;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Reads what a judge says of the reference: a description, a value for every axis and a canonical reference, as JSON.</summary>
public static class DescribeReply
{
    /// <summary>Sent with the reference when a reply could not be read.</summary>
    public const string Reminder =
        "Your last reply could not be read. Answer again with one JSON object and nothing before or after it: 'description' "
        + "(one paragraph), 'axes' (a short value for every axis that is listed) and 'canonical_reference' (a text).";

    /// <summary>How often a judge is asked again before the run fails; nothing is generated before a description is there.</summary>
    public const int Retries = 2;

    private static readonly string[] Own = ["mode", "description", "axes", "canonical_reference", "canonicalReference"];

    /// <summary>Reads a reply, or the file of a description. Never throws.</summary>
    public static AxisReading<ReferenceDescription> Read(AxisSet axes, string? reply)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (AxisJson.Object(reply) is not { } told)
            return new(null, "it holds no whole JSON object", reply ?? "");
        if (AxisJson.Words(AxisJson.Member(told, "description")) is not { Length: > 0 } description)
            return new(null, "it has no 'description'", reply ?? "");

        List<AxisNote> notes = [];
        Dictionary<string, string> values = AxisJson.Axes(AxesOf(told), axes, axes.Enabled, Value, notes);
        if (!values.Values.Any(value => !AxisText.IsUnspecified(value)))
            return new(null, "it says nothing about any of the axes", reply ?? "");
        string? canonical = AxisJson.Words(AxisJson.Member(told, "canonical_reference", "canonicalReference"));
        if (string.IsNullOrEmpty(canonical))
            notes.Add(new AxisNote(AxisNotes.CanonicalFromDescription, null));
        return new(
            new ReferenceDescription(
                description,
                [.. axes.Enabled.Select(axis => new AxisValue(axis.Id, values.GetValueOrDefault(axis.Id, AxisText.Unspecified)))],
                string.IsNullOrEmpty(canonical) ? description : canonical,
                notes),
            null,
            reply!);
    }

    /// <summary>The map of axes; without one the reply's other members are taken for it.</summary>
    private static JsonElement AxesOf(JsonElement told)
        => AxisJson.Member(told, "axes") ?? JsonSerializer.SerializeToElement(told.EnumerateObject()
            .Where(member => !Own.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
            .DistinctBy(member => member.Name)
            .ToDictionary(member => member.Name, member => member.Value));

    private static string? Value(Axis axis, JsonElement value)
        => AxisJson.Words(value.ValueKind == JsonValueKind.Object ? AxisJson.Member(value, "value", "ref") : value) is { } words
            ? AxisText.IsUnspecified(words) ? AxisText.Unspecified : words
            : null;
}
