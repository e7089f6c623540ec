using System.Text.Json;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>An input after somebody edited it.</summary>
/// <param name="Name">Its name in the descriptor.</param>
/// <param name="Shown">A text that its editor shows from now on.</param>
/// <param name="IsStored">Whether the member of the stored activity holds what was put in.</param>
internal sealed record EditedInput(string Name, string Shown, Func<JsonElement, bool> IsStored)
{
    /// <summary>The same where the value stands in an expression, as it does for most inputs.</summary>
    public static EditedInput Expression(string name, string shown, string type, Func<string, bool> isValue) => new(
        name,
        shown,
        stored => stored.ValueKind == JsonValueKind.Object && stored.TryGetProperty("expression", out JsonElement expression)
            && expression.GetProperty("type").GetString() == type && isValue(expression.GetProperty("value").ToString()));

    /// <summary>What the activity holds under this input's name, or nothing.</summary>
    public JsonElement In(JsonElement activity)
        => activity.TryGetProperty(char.ToLowerInvariant(Name[0]) + Name[1..], out JsonElement stored) || activity.TryGetProperty(Name, out stored) ? stored : default;
}
