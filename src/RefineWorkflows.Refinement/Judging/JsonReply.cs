using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>Reads a reply given as a JSON object with <c>score</c>, <c>action</c>, <c>next_prompt</c> and <c>reasoning</c>.</summary>
internal static class JsonReply
{
    private static readonly JsonReaderOptions Forgiving = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <returns>Null when the text is no such object; the line grammar then has its turn.</returns>
    public static Verdict? TryParse(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Forgiving);
            // One value only: judges like to explain themselves after the closing brace.
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Not JSON, or JSON with half a character in a string.
            return null;
        }
    }

    private static Verdict? Read(JsonElement reply)
    {
        JsonElement? action = Member(reply, "action");
        JsonElement? given = Member(reply, "score");
        if (action is null && given is null)
            return null;

        List<string> warnings = [];
        double? score = given?.ValueKind switch
        {
            JsonValueKind.Number => ReplyScore.Accept(given.Value.GetDouble(), 10, warnings),
            JsonValueKind.String => ReplyScore.ReadWhole(given.Value.GetString()!, warnings),
            _ => null,
        };
        string? reasoning = Text(Member(reply, "reasoning"));
        return Text(action)?.ToUpperInvariant() switch
        {
            "DONE" => new Verdict(VerdictAction.Done, score, reasoning, null, warnings),
            "CONTINUE" => EvaluatorReply.Continue(score, reasoning, Text(Member(reply, "next_prompt") ?? Member(reply, "nextPrompt")), warnings),
            _ => new Verdict(VerdictAction.Unknown, score, reasoning, null, warnings),
        };
    }

    private static JsonElement? Member(JsonElement reply, string name)
    {
        foreach (JsonProperty property in reply.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private static string? Text(JsonElement? value)
        => value?.ValueKind == JsonValueKind.String && value.Value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
