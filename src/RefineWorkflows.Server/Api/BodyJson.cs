using System.Text.Json;

namespace RefineWorkflows.Server.Api;

/// <summary>Reads JSON that strangers send, so that nothing in it can fail later.</summary>
internal static class BodyJson
{
    private const int Deepest = 64;

    /// <summary>The JSON, or null with what is wrong with it: broken, nested too deeply, or with texts that are no Unicode.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body, out string problem)
    {
        problem = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Deepest });
            ReadTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problem = $"The body is no JSON that can be used: {broken.Message}";
            return null;
        }
    }

    // Half a surrogate pair parses, and throws only when somebody asks for the text.
    private static void ReadTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in json.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }
}
