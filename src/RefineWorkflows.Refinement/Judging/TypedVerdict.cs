using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>
/// A verdict as a JSON object: whether the picture passes, what to do otherwise, and a score where the judge gives one.
/// Unlike the reply grammar it forgives nothing: a judge that was asked for an object and answers without it has failed.
/// </summary>
/// <param name="PassedMember">Member with the boolean.</param>
/// <param name="FeedbackMember">Member with the text.</param>
public sealed record TypedVerdict(string PassedMember = "passed", string FeedbackMember = "feedback")
{
    /// <summary>Sent with the same picture when a reply could not be read.</summary>
    public const string Reminder = "Your last reply could not be read. Answer again, with one JSON object as it was asked for and nothing before or after it.";

    private const string ScoreMember = "score";

    /// <summary>Reads a reply.</summary>
    /// <exception cref="TypedVerdictException">It is no such object.</exception>
    public Verdict Read(string reply)
    {
        if (Find(reply) is not { } verdict)
            throw new TypedVerdictException("no JSON object was found in it", reply);
        bool passed = verdict.TryGetProperty(PassedMember, out JsonElement flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? flag.GetBoolean()
            : throw new TypedVerdictException($"its member '{PassedMember}' is not true or false", reply);
        string feedback = verdict.TryGetProperty(FeedbackMember, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()!.Trim() : "";
        if (!passed && feedback.Length == 0)
            throw new TypedVerdictException($"it does not pass the picture, and its member '{FeedbackMember}' does not say why", reply);
        double? score = verdict.TryGetProperty(ScoreMember, out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.GetDouble() is >= 1 and <= 10 and var points ? points : null;
        return passed
            ? new Verdict(VerdictAction.Done, score, feedback.Length > 0 ? feedback : null, null, [])
            : new Verdict(VerdictAction.Continue, score, null, feedback, []);
    }

    /// <summary>The object with the usual members.</summary>
    public static string Write(bool passed, double? score, string feedback)
        => new JsonObject { ["passed"] = passed, [ScoreMember] = score, ["feedback"] = feedback }.ToJsonString();

    private static JsonElement? Find(string reply)
    {
        string text = ReplyText.Normalise(reply);
        int open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return null;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text[open..]));
        try
        {
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
