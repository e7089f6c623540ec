using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Http;

/// <summary>Calls a URL. What may pass is tried again; what came of it in the end is for the kind of call to say.</summary>
public abstract class HttpCall : ExternalActivity
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"];

    private readonly OutboundHttp http;

    private protected HttpCall(OutboundHttp http) => this.http = http;

    [Input("The address, http or https.")]
    public Input<string> Url { get; } = new("");

    [Input("The HTTP method.", UIHint = "dropdown", Options = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])]
    public Input<string> Method { get; } = new("GET");

    [Input("What is sent: a text as it is, anything else as JSON.", UIHint = "multiline")]
    public Input<JsonElement> Content { get; } = new(default);

    [Input("The content's type. Empty: text/plain for a text, else application/json.", UIHint = "dropdown", DisplayName = "Content Type", Options = ["", "application/json", "text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded"])]
    public Input<string?> ContentType { get; } = new(null);

    [Input("Value of the header Authorization. ${NAME} stands for a variable of the environment.", IsSecret = true)]
    public Input<string?> Authorization { get; } = new(null);

    [Input("More headers by name.", UIHint = "json-editor", DisplayName = "Request Headers", Category = "Advanced")]
    public Input<IReadOnlyDictionary<string, string>?> RequestHeaders { get; } = new(null);

    [Input("Headers whose values nobody shall see, by name: a key of a service, for example. ${NAME} stands for a variable of the environment.", UIHint = "json-editor", DisplayName = "Secret Headers", Category = "Advanced", IsSecret = true)]
    public Input<IReadOnlyDictionary<string, string>?> SecretHeaders { get; } = new(null);

    [Input("Seconds until the answer must be there, 1 to 600.", Category = "Advanced")]
    public Input<int> TimeoutSeconds { get; } = new(100);

    [Input("How often it is tried in all while nobody answers, or with 408, 429 or 5xx, 1 to 10.", Category = "Advanced")]
    public Input<int> Attempts { get; } = new(4);

    [Output("The status code of the answer.")]
    public Output<int> StatusCode { get; } = new();

    [Output("The answer's headers.")]
    public Output<IReadOnlyDictionary<string, string>> ResponseHeaders { get; } = new();

    /// <summary>As many as the input may ask for; the input decides.</summary>
    public override RetryPolicy Retry => new(10, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>Bytes of an answer that are read; a longer one faults.</summary>
    private protected abstract int LargestAnswer { get; }

    /// <summary>A refusal or a wrong input does not pass by itself, and who has asked often enough leaves by an outcome.</summary>
    protected override bool IsTransient(Exception failure) => failure is PassingFailureException;

    protected override TimeSpan? WaitAskedFor(Exception failure) => (failure as PassingFailureException)?.RetryAfter;

    protected override async Task<EffectResult> RunAsync(EffectContext context)
    {
        using HttpRequestMessage request = Request(context);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(context.Get(TimeoutSeconds), 1, 600)));
        bool isLast = context.Attempt >= Math.Clamp(context.Get(Attempts), 1, Retry.Attempts);
        try
        {
            using HttpResponseMessage answer = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!isLast && MayPass((int)answer.StatusCode) && !Expects(context, (int)answer.StatusCode))
                throw PassingFailureException.From(answer);
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, limit.Token);
            return await AnsweredAsync(context, answer, limit.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return TimedOut();
        }
        catch (HttpRequestException refused) when (refused.InnerException is OutboundRefusedException reason)
        {
            throw reason;
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is not HttpRequestError.ConfigurationLimitExceeded)
        {
            return isLast ? Unreachable() : throw PassingFailureException.From(failure);
        }
    }

    /// <summary>Whether the drawing says what follows this status code, so that it is no failure.</summary>
    private protected abstract bool Expects(EffectContext context, int status);

    private protected abstract Task<EffectResult> AnsweredAsync(EffectContext context, HttpResponseMessage answer, CancellationToken cancellationToken);

    private protected abstract EffectResult TimedOut();

    private protected abstract EffectResult Unreachable();

    /// <summary>What every answer gives out.</summary>
    private protected static Dictionary<string, object?> Outputs(HttpResponseMessage answer) => new()
    {
        [nameof(StatusCode)] = (int)answer.StatusCode,
        [nameof(ResponseHeaders)] = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
    };

    // 501 says that it never will.
    private static bool MayPass(int status) => status is 408 or 429 or (>= 500 and not 501);

    private HttpRequestMessage Request(EffectContext context)
    {
        string method = context.Get(Method).Trim().ToUpperInvariant();
        if (!Methods.Contains(method))
            throw new ActivityInputException(Node, nameof(Method), $"'{method}' is none of {string.Join(", ", Methods)}");
        if (!Uri.TryCreate(context.Get(Url), UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            throw new ActivityInputException(Node, nameof(Url), $"'{context.Get(Url)}' is no http or https address");
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        JsonElement content = context.Get(Content);
        if (content.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            bool text = content.ValueKind == JsonValueKind.String;
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text ? content.GetString()! : content.GetRawText()));
            string type = context.Get(ContentType) is { Length: > 0 } given ? given : text ? "text/plain; charset=utf-8" : "application/json";
            request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? parsed)
                ? parsed
                : throw new ActivityInputException(Node, nameof(ContentType), $"'{type}' is no content type");
        }

        if (context.Get(Authorization) is { Length: > 0 } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        // A crash after the call repeats it, and so does another attempt; who understands the key does it once all the same.
        if (method is not ("GET" or "HEAD" or "OPTIONS"))
            request.Headers.TryAddWithoutValidation("Idempotency-Key", context.IdempotencyKey);
        AddHeaders(request, RequestHeaders, context);
        AddHeaders(request, SecretHeaders, context);
        return request;
    }

    private void AddHeaders(HttpRequestMessage request, Input<IReadOnlyDictionary<string, string>?> input, EffectContext context)
    {
        foreach ((string name, string value) in context.Get(input) ?? new Dictionary<string, string>())
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
                throw new ActivityInputException(Node, input.Name, $"'{name}' is no header that a request can have");
        }
    }
}
