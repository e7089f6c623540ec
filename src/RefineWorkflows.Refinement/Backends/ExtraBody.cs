using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>What settings put into every request beside what this program sends.</summary>
internal static class ExtraBody
{
    /// <summary>Puts the members into a request: objects are joined, everything else replaces what is there.</summary>
    public static JsonObject With(this JsonObject request, JsonElement? extra)
    {
        if (extra is { ValueKind: JsonValueKind.Object } given)
            Join(request, JsonNode.Parse(given.GetRawText())!.AsObject());
        return request;
    }

    private static void Join(JsonObject into, JsonObject from)
    {
        foreach ((string name, JsonNode? value) in from)
        {
            if (value is JsonObject inner && into[name] is JsonObject known)
                Join(known, inner);
            else
                into[name] = value?.DeepClone();
        }
    }
}
