using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>A reply that came as a JSON object instead of lines.</summary>
internal static class JsonReply
{
    /// <summary>Null when the text is no JSON object that speaks of a score or an action; text behind the object is ignored.</summary>
    public static Verdict? TryParse(string text)
    {
        if (!text.StartsWith('{'))
            return null;
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null; // not JSON after all: the caller reads it as lines
        }
    }

    private static Verdict? Read(JsonElement reply)
    {
        string? action = Text(reply, "action")?.Trim().ToUpperInvariant();
        if (action is null && !reply.TryGetProperty("score", out _))
            return null;
        List<string> warnings = [];
        double? score = Score(reply)?.Value(warnings);
        string? reasoning = Text(reply, "reasoning");
        if (action == "DONE")
            return new Verdict(VerdictAction.Done, score, reasoning, null, warnings);
        string? next = Text(reply, "next_prompt") ?? Text(reply, "nextPrompt");
        if (action == "CONTINUE" && next is not null)
            return new Verdict(VerdictAction.Continue, score, reasoning, next, warnings);
        if (action == "CONTINUE")
            warnings.Add(VerdictWarning.EmptyContinue);
        return new Verdict(VerdictAction.Unknown, score, reasoning, null, warnings);
    }

    private static ScoreToken? Score(JsonElement reply)
    {
        if (!reply.TryGetProperty("score", out JsonElement score))
            return null;
        return score.ValueKind switch
        {
            JsonValueKind.Number => new ScoreToken(score.GetDouble(), ScoreToken.Highest),
            JsonValueKind.String => ScoreToken.Alone(Unescaped(score)),
            _ => null,
        };
    }

    private static string? Text(JsonElement reply, string name) =>
        reply.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && Unescaped(value).Trim() is { Length: > 0 } text
            ? text
            : null;

    private static string Unescaped(JsonElement text)
    {
        try
        {
            return text.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return string.Empty; // an escaped half surrogate is no text; a judge's reply must not end the run for it
        }
    }
}
