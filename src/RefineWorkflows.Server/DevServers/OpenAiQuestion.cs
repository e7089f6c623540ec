using System.Text.Json;

namespace RefineWorkflows.Server.DevServers;

/// <summary>A chat completion request, read.</summary>
/// <param name="Model">The model that is asked.</param>
/// <param name="MaxTokens">How long the answer may be.</param>
/// <param name="Question">What is asked.</param>
internal sealed record OpenAiQuestion(string Model, int MaxTokens, DevQuestion Question)
{
    public static OpenAiQuestion Read(JsonElement body)
    {
        string system = "";
        string words = "";
        var pictures = new List<ReadOnlyMemory<byte>>();
        foreach (JsonElement message in body.GetProperty("messages").EnumerateArray())
        {
            JsonElement content = message.GetProperty("content");
            string text = content.ValueKind == JsonValueKind.String ? content.GetString()! : "";
            if (content.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement part in content.EnumerateArray())
                {
                    if (part.GetProperty("type").GetString() == "text")
                        text += part.GetProperty("text").GetString()!;
                    else
                        pictures.Add(Convert.FromBase64String(part.GetProperty("image_url").GetProperty("url").GetString()!.Split(',')[1]));
                }
            }

            if (message.GetProperty("role").GetString() == "system")
                system = text;
            else
                words = text;
        }

        return new OpenAiQuestion(
            body.GetProperty("model").GetString()!,
            Number(body, "max_tokens") ?? Number(body, "max_completion_tokens") ?? int.MaxValue / 8,
            new DevQuestion(system, words, pictures.Count > 0 ? pictures[^1] : (ReadOnlyMemory<byte>?)null, Schema(body), body.TryGetProperty("temperature", out JsonElement heat) ? heat.GetDouble() : 1, (ulong)(Number(body, "seed") ?? 0)) { Pictures = pictures });
    }

    private static int? Number(JsonElement body, string name) => body.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;

    private static JsonElement? Schema(JsonElement body)
        => body.TryGetProperty("response_format", out JsonElement format) && format.TryGetProperty("json_schema", out JsonElement named) ? named.GetProperty("schema") : null;
}
