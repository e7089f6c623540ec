using System.Text;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>
/// A question whose answer has to have a shape. The answer is read tolerantly and always checked; one that does not fit is
/// asked for once more with what was wrong, and after that it is a failure.
/// </summary>
internal static class SchemaQuestion
{
    private const int QuotedOfAnAnswer = 500;

    /// <summary>Asks by <paramref name="once"/>; the reply's text is the JSON object alone when the request has a schema.</summary>
    /// <param name="request">The question.</param>
    /// <param name="once">Asks the model once.</param>
    /// <param name="failure">Makes the failure when it does not fit even then.</param>
    public static async Task<ChatReply> AskAsync(ChatRequest request, Func<ChatRequest, CancellationToken, Task<ChatReply>> once, Func<string, BackEndException> failure, CancellationToken cancellationToken)
    {
        ChatReply first = await once(request, cancellationToken);
        if (request.Schema is not { } schema)
            return first;
        if (Read(schema, first.Text, out string answer) is not { } problem)
            return first with { Text = answer };

        var again = request with
        {
            Turns = [.. request.Turns, ChatTurn.Model(first.Text), ChatTurn.User($"That answer cannot be used: {problem}. Answer again with one JSON object that fits this schema, and nothing else: {schema.Json.GetRawText()}")],
        };
        ChatReply second = await once(again, cancellationToken);
        if (Read(schema, second.Text, out answer) is { } still)
            throw failure($"Its answer does not fit the shape that was asked for, twice: {still}. Take a model that can answer in JSON. It says '{Short(second.Text)}'.");
        return second with { Text = answer, InputTokens = first.InputTokens + second.InputTokens, OutputTokens = first.OutputTokens + second.OutputTokens };
    }

    /// <summary>The words that ask for a schema where the server has no field for it.</summary>
    public static string InWords(ChatSchema schema) => $"Answer with one JSON object that fits this JSON Schema, and nothing else: {schema.Json.GetRawText()}";

    private static string? Read(ChatSchema schema, string text, out string answer)
    {
        answer = SpokenText.FirstObject(text) ?? "";
        if (answer.Length == 0)
            return "it holds no complete JSON object";
        return JsonAnswer.TryRead(Encoding.UTF8.GetBytes(answer)) is { } value ? SchemaCheck.Problem(schema.Json, value) : "it is no valid JSON";
    }

    private static string Short(string text) => text.Length <= QuotedOfAnAnswer ? text : text[..QuotedOfAnAnswer];
}
