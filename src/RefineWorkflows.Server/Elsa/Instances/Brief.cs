using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Shortens what would make a list heavy, such as a picture as text. A single record is always told whole.</summary>
internal static class Brief
{
    private const int LongestText = 4096;
    private const int Shown = 256;

    public static string Text(string text)
        => text.Length <= LongestText ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..Shown]}… ({text.Length} characters in all)");

    /// <summary>The same value, long texts inside it shortened.</summary>
    public static JsonNode? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(Text(value.GetString()!)),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().DistinctBy(one => one.Name).Select(one => KeyValuePair.Create(one.Name, Value(one.Value)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Value)]),
        _ => JsonNode.Parse(value.ValueKind == JsonValueKind.Undefined ? "null" : value.GetRawText()),
    };
}
