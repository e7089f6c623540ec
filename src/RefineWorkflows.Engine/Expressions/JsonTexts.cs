using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>The texts in a JSON value, at whatever depth: names of members and values.</summary>
internal static class JsonTexts
{
    public static IEnumerable<string> In(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(In),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => In(member.Value).Prepend(member.Name)),
        _ => [],
    };

    /// <summary>The value with other texts; itself when all stay the same.</summary>
    public static JsonElement Map(JsonElement json, Func<string, string> map)
    {
        bool changed = false;
        JsonNode? mapped = Node(json);
        return changed ? JsonSerializer.SerializeToElement(mapped, EngineJson.Options) : json;

        JsonNode? Node(JsonElement one) => one.ValueKind switch
        {
            JsonValueKind.String => JsonValue.Create(Text(one.GetString()!)),
            JsonValueKind.Array => new JsonArray([.. one.EnumerateArray().Select(Node)]),
            JsonValueKind.Object => Members(one),
            JsonValueKind.Undefined => null,
            _ => JsonNode.Parse(one.GetRawText()),
        };

        JsonObject Members(JsonElement one)
        {
            var members = new JsonObject();
            foreach (JsonProperty member in one.EnumerateObject())
                members[Text(member.Name)] = Node(member.Value);
            return members;
        }

        string Text(string text)
        {
            string other = map(text);
            changed |= !string.Equals(other, text, StringComparison.Ordinal);
            return other;
        }
    }
}
