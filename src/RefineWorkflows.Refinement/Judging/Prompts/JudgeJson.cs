using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>
/// Finds the one answer in a reply that was asked for as a JSON object: the reply itself, or what a code fence holds, or the
/// first balanced object in it. Nothing else is mended, and a reply that answers twice in different ways answers nothing.
/// </summary>
internal static class JudgeJson
{
    private const string Reasoning = "reasoning";

    /// <summary>Reads a member and the reasoning beside it. Never throws.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="member">The member that holds the answer; may be written in any case.</param>
    /// <param name="read">Makes a reading of the answer and the reasoning, which is null where there is none.</param>
    public static Reading<T> Read<T>(string? reply, string member, Func<JsonElement, string?, Reading<T>> read)
        where T : class
    {
        try
        {
            (JsonElement? found, string? reasoning, string? problem) = Find(ReplyText.Normalise(reply), member);
            return found is { } answer ? read(answer, reasoning) : new Reading<T>(null, problem);
        }
        catch (InvalidOperationException)
        {
            // JSON lets half a surrogate pair through until its text is asked for.
            return new Reading<T>(null, "it holds half a character");
        }
    }

    private static (JsonElement? Answer, string? Reasoning, string? Problem) Find(string text, string member)
    {
        if (Parse(text) is { ValueKind: not JsonValueKind.Object })
            return (null, null, "it is no JSON object");
        if (SpokenText.FirstObject(text) is not { } first)
            return (null, null, "it holds no complete JSON object");
        if (Parse(first) is not { } found)
            return (null, null, "it is no valid JSON");
        if (Member(found, member) is not { } answer)
            return (null, null, $"it has no '{member}', or several that differ");

        // A second thought counts also where it is broken off: which of the two is meant nobody can tell.
        string rest = text[(text.IndexOf(first, StringComparison.Ordinal) + first.Length)..];
        while (SpokenText.FirstObject(rest) is { } next && Parse(next) is { } again && SaysNothingElse(again, member, answer))
            rest = rest.Remove(rest.IndexOf(next, StringComparison.Ordinal), next.Length);
        if (rest.Contains($"\"{member}\"", StringComparison.OrdinalIgnoreCase))
            return (null, null, $"it gives '{member}' several times, and they differ");

        string? why = Member(found, Reasoning) is { ValueKind: JsonValueKind.String } words ? words.GetString()!.Trim() : null;
        return (answer, why is { Length: > 0 } ? why : null, null);
    }

    private static JsonElement? Parse(string text) => JsonAnswer.TryRead(Encoding.UTF8.GetBytes(text));

    private static bool SaysNothingElse(JsonElement further, string member, JsonElement answer)
        => further.EnumerateObject().Where(property => property.Name.Equals(member, StringComparison.OrdinalIgnoreCase)).All(property => JsonElement.DeepEquals(property.Value, answer));

    /// <summary>A member that is given once, or always the same.</summary>
    private static JsonElement? Member(JsonElement answer, string name)
    {
        JsonElement[] given = [.. answer.EnumerateObject().Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(property => property.Value)];
        return given.Length > 0 && given.Skip(1).All(other => JsonElement.DeepEquals(other, given[0])) ? given[0] : null;
    }
}
