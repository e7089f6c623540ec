using System.Net;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>What a server that speaks OpenAI's language says is wrong. Compatible servers leave parts out or shape it their own way.</summary>
/// <param name="Message">The words; the beginning of the body when nothing else can be read.</param>
/// <param name="Type">For example <c>invalid_request_error</c>; null when not given.</param>
/// <param name="Param">The field of the request that is refused; null when not given.</param>
/// <param name="Code">For example <c>insufficient_quota</c>; null when not given. llama-server gives a number.</param>
internal sealed record OpenAiProblem(string Message, string? Type, string? Param, string? Code)
{
    private static readonly string[] Blocking = ["moderation_blocked", "content_policy_violation", "content_filter", "content_policy"];

    public static OpenAiProblem Read(ModelReply reply, ModelHttp http)
    {
        if (JsonAnswer.TryRead(reply.Body) is { } body)
        {
            JsonElement error = body.At("error") ?? body.At("detail") ?? body;
            if (error.ValueKind == JsonValueKind.String)
                return new OpenAiProblem(http.Shown(error.GetString()!), null, null, null);
            if (error.Words("message") is { } message)
                return new OpenAiProblem(http.Shown(message), error.Words("type"), error.Words("param"), error.Words("code"));
        }

        return new OpenAiProblem(http.Shown(reply.Body), null, null, null);
    }

    /// <summary>The failure that a reply with this problem stands for.</summary>
    public BackEndException ToFailure(ModelReply reply, ModelHttp http)
    {
        (BackEndFailure failure, string advice) = Classify(reply.Status);
        string said = Message.Length == 0 ? "nothing" : $"'{Message}'";
        string request = reply.RequestId is { } id ? $" (request {id})" : "";
        return http.Failure(failure, $"{advice} It answers {(int)reply.Status} and says {said}{request}.", retryAfter: reply.RetryAfter);
    }

    /// <summary>Whether the words or the named field are about one of these.</summary>
    public bool IsAbout(params IReadOnlyList<string> names)
        => names.Any(name => Param is { } field
            ? field.Contains(name, StringComparison.OrdinalIgnoreCase)
            : Message.Contains(name, StringComparison.OrdinalIgnoreCase));

    private (BackEndFailure Failure, string Advice) Classify(HttpStatusCode status) => (int)status switch
    {
        _ when Blocking.Contains(Code) || Blocking.Contains(Type) => (BackEndFailure.ContentBlocked, "It will not make or judge this content. Change the prompt."),
        _ when Code == "model_not_found" => (BackEndFailure.NotFound, "It does not have this model. 'refine backends test' lists those it has."),
        _ when MemoryWords.Tell(Message) => (BackEndFailure.OutOfMemory, "It has not enough memory. Unload other models, or take a smaller one."),
        _ when Code == "insufficient_quota" || Type == "insufficient_quota" || (int)status == 402 => (BackEndFailure.Quota, "What was paid for is used up. Add credit, or take another back end."),
        401 => (BackEndFailure.Auth, "It does not know the key. Set the right one in the environment and try again."),
        403 => (BackEndFailure.Auth, "The key may not do this here. Look at its rights, its region and the verification of its account."),
        404 or 405 => (BackEndFailure.NotFound, "It does not have the model or the route. Look at the address (it usually ends in /v1) and at the model's name."),
        408 or 504 => (BackEndFailure.Timeout, "It took too long."),
        429 => (BackEndFailure.RateLimited, "It has been asked too often of late."),
        500 or 502 or 503 or 529 => (BackEndFailure.Overloaded, "It is busy, starting or out of order for the moment."),
        >= 400 and < 500 or 501 => (BackEndFailure.InvalidRequest, "It refuses the request."),
        _ => (BackEndFailure.Protocol, "It answers what nobody can read."),
    };
}
