using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.Gemini;

/// <summary>What of Gemini's language one model understands. Begins with all of it; each refusal takes one thing away.</summary>
/// <param name="Answer">How a schema is asked for.</param>
/// <param name="SystemApart">Whether the instruction has a field of its own; Gemma models want it among the user's words.</param>
internal sealed record GeminiDialect(GeminiAnswerForm Answer, bool SystemApart)
{
    public static GeminiDialect Full { get; } = new(GeminiAnswerForm.JsonSchema, true);

    /// <summary>The next thing to try after a refusal; null when the refusal is about the question itself.</summary>
    public GeminiDialect? After(string said, ChatRequest request)
    {
        if (SystemApart && request.System is not null && said.Contains("instruction", StringComparison.OrdinalIgnoreCase))
            return this with { SystemApart = false };
        return request.Schema is not null && Answer != GeminiAnswerForm.Words ? this with { Answer = Answer + 1 } : null;
    }

    public JsonObject Body(ChatRequest request, int maxTokens)
    {
        string? system = request.Schema is { } told && Answer == GeminiAnswerForm.Words ? $"{request.System}\n\n{SchemaQuestion.InWords(told)}".Trim() : request.System;
        var contents = new JsonArray();
        foreach (ChatTurn turn in request.Turns)
            contents.Add(Content(turn, !SystemApart && contents.Count == 0 ? system : null));
        var config = new JsonObject
        {
            ["temperature"] = request.Temperature,
            ["seed"] = (long)(request.Seed & int.MaxValue),
            ["maxOutputTokens"] = maxTokens,
        };
        if (request.Schema is { } schema && Answer != GeminiAnswerForm.Words)
        {
            config["responseMimeType"] = "application/json";
            if (Answer == GeminiAnswerForm.JsonSchema)
                config["responseJsonSchema"] = JsonNode.Parse(schema.Json.GetRawText());
            else
                config["responseSchema"] = OpenApi(schema.Json);
        }

        var body = new JsonObject { ["contents"] = contents, ["generationConfig"] = config };
        if (SystemApart && system is { Length: > 0 })
            body["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = system }) };
        return body;
    }

    public static JsonObject Picture(ReadOnlyMemory<byte> picture) => new()
    {
        ["inlineData"] = new JsonObject { ["mimeType"] = ModelPicture.MediaType(picture), ["data"] = Convert.ToBase64String(picture.Span) },
    };

    private static JsonObject Content(ChatTurn turn, string? system)
    {
        IEnumerable<ChatPart> said = system is null ? turn.Parts : turn.Parts.Prepend(ChatPart.Words($"{system}\n\n"));
        JsonNode[] parts = [.. said.Select(part => part.Picture is { } picture ? Picture(picture) : new JsonObject { ["text"] = part.Text })];
        return new JsonObject { ["role"] = turn.IsModel ? "model" : "user", ["parts"] = new JsonArray(parts) };
    }

    private static JsonNode? OpenApi(JsonElement schema)
    {
        JsonNode? node = JsonNode.Parse(schema.GetRawText());
        Strip(node);
        return node;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            schema.Remove("additionalProperties");
            foreach ((_, JsonNode? inner) in schema)
                Strip(inner);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? inner in list)
                Strip(inner);
        }
    }
}
