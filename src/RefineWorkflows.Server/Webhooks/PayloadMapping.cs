using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Server.Api;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>Makes a definition's input from what a webhook delivered.</summary>
internal static class PayloadMapping
{
    /// <summary>The place that means the whole payload.</summary>
    public const string Everything = "$";

    /// <param name="payload">What was delivered.</param>
    /// <param name="mapping">Input names and their places as <c>member.member.0</c>, or <see cref="Everything"/>; null takes members under their own names, and a payload that is no object as <c>Payload</c>.</param>
    /// <returns>The input. A place that is not in the payload leaves its input out, so that the definition's default counts.</returns>
    public static IReadOnlyDictionary<string, JsonElement> Apply(JsonElement payload, IReadOnlyDictionary<string, string>? mapping)
    {
        if (mapping is null)
            return payload.ValueKind == JsonValueKind.Object ? StartBody.Members(payload) : new Dictionary<string, JsonElement> { ["Payload"] = payload };
        var input = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string name, string place) in mapping)
        {
            if (Find(payload, place) is { } value)
                input[name] = value;
        }

        return input;
    }

    private static JsonElement? Find(JsonElement payload, string place)
    {
        if (place == Everything)
            return payload;
        JsonElement here = payload;
        foreach (string step in place.Split('.'))
        {
            if (here.ValueKind == JsonValueKind.Object && here.TryGetProperty(step, out JsonElement member))
                here = member;
            else if (here.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < here.GetArrayLength())
                here = here[index];
            else
                return null;
        }

        return here;
    }
}
