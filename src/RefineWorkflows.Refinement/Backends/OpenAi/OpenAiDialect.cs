using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>What of OpenAI's chat language one server understands. Begins with all of it; each refusal takes one thing away.</summary>
/// <param name="Answer">How a schema is asked for.</param>
/// <param name="Temperature">Whether a temperature is sent.</param>
/// <param name="Seed">Whether a seed is sent.</param>
/// <param name="Limit">The field that limits the answer's length; null when neither is taken.</param>
internal sealed record OpenAiDialect(OpenAiAnswerForm Answer, bool Temperature, bool Seed, string? Limit)
{
    private const string OldLimit = "max_tokens";
    private const string NewLimit = "max_completion_tokens";

    public static OpenAiDialect Full { get; } = new(OpenAiAnswerForm.JsonSchema, true, true, OldLimit);

    /// <summary>The next thing to try after a refusal; null when the refusal is about the question itself.</summary>
    public OpenAiDialect? After(OpenAiProblem problem, bool hasSchema)
    {
        if (Limit == OldLimit && problem.IsAbout(OldLimit) || Limit == NewLimit && problem.IsAbout(NewLimit))
            return this with { Limit = Limit == OldLimit ? NewLimit : null };
        if (Temperature && problem.IsAbout("temperature"))
            return this with { Temperature = false };
        if (Seed && problem.IsAbout("seed"))
            return this with { Seed = false };
        // Servers word this refusal in a hundred ways, so with a schema any refusal without a field of its own counts.
        bool aboutTheAnswer = problem.Param is null || problem.IsAbout("response_format", "json_schema", "schema", "grammar");
        return hasSchema && aboutTheAnswer && Answer != OpenAiAnswerForm.Words ? this with { Answer = Answer + 1 } : null;
    }

    public JsonObject Body(string model, ChatRequest request, int maxTokens)
    {
        var messages = new JsonArray();
        if (System(request) is { Length: > 0 } system)
            messages.Add(new JsonObject { ["role"] = "system", ["content"] = system });
        foreach (ChatTurn turn in request.Turns)
            messages.Add(Message(turn));
        var body = new JsonObject { ["model"] = model, ["messages"] = messages, ["stream"] = false };
        if (Temperature)
            body["temperature"] = request.Temperature;
        if (Seed)
            body["seed"] = (long)(request.Seed & int.MaxValue);
        if (Limit is not null)
            body[Limit] = maxTokens;
        if (request.Schema is { } schema && Answer != OpenAiAnswerForm.Words)
            body["response_format"] = Format(schema);
        return body;
    }

    private string? System(ChatRequest request)
        => request.Schema is { } schema && Answer != OpenAiAnswerForm.JsonSchema
            ? $"{request.System}\n\n{SchemaQuestion.InWords(schema)}".Trim()
            : request.System;

    private JsonObject Format(ChatSchema schema) => Answer == OpenAiAnswerForm.JsonObject
        ? new JsonObject { ["type"] = "json_object" }
        : new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = schema.Name, ["strict"] = true, ["schema"] = JsonNode.Parse(schema.Json.GetRawText()) },
        };

    private static JsonObject Message(ChatTurn turn)
    {
        string role = turn.IsModel ? "assistant" : "user";
        if (turn.Pictures.Count == 0)
            return new JsonObject { ["role"] = role, ["content"] = turn.Text };
        JsonNode[] parts = [.. turn.Parts.Select(part => part.Picture is { } picture
            ? new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = ModelPicture.DataUrl(picture), ["detail"] = "high" } }
            : new JsonObject { ["type"] = "text", ["text"] = part.Text })];
        return new JsonObject { ["role"] = role, ["content"] = new JsonArray(parts) };
    }
}
