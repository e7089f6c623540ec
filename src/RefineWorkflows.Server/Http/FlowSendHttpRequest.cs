using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.FlowSendHttpRequest", "HTTP", "Calls a URL and goes on by what it answers.", DisplayName = "HTTP Request (flow)", IsTask = true, Outcomes = [Done, Unmatched, Unreachable, TooSlow])]
public sealed class FlowSendHttpRequest : ExternalActivity
{
    private const string Done = "Done";
    private const string Unmatched = "Unmatched status code";
    private const string Unreachable = "Failed to connect";
    private const string TooSlow = "Timeout";
    private const int LargestAnswer = 4 << 20;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"];

    private readonly OutboundHttp http;

    internal FlowSendHttpRequest(OutboundHttp http) => this.http = http;

    [Input("The address, http or https.")]
    public Input<string> Url { get; } = new("");

    [Input("The HTTP method.", UIHint = "dropdown", Options = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])]
    public Input<string> Method { get; } = new("GET");

    [Input("What is sent: a text as it is, anything else as JSON.", UIHint = "multiline")]
    public Input<JsonElement> Content { get; } = new(default);

    [Input("The content's type. Empty: text/plain for a text, else application/json.", UIHint = "dropdown", DisplayName = "Content Type", Options = ["", "application/json", "text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded"])]
    public Input<string?> ContentType { get; } = new(null);

    [Input("Value of the header Authorization.", IsSecret = true)]
    public Input<string?> Authorization { get; } = new(null);

    [Input("More headers by name.", UIHint = "json-editor", DisplayName = "Request Headers", Category = "Advanced")]
    public Input<IReadOnlyDictionary<string, string>?> RequestHeaders { get; } = new(null);

    [Input("Status codes that have an outcome of their own.", UIHint = "multitext", DisplayName = "Expected Status Codes", DefaultSyntax = "Object")]
    public Input<IReadOnlyList<int>> ExpectedStatusCodes { get; } = new([200]);

    [Input("Seconds until the answer must be there, 1 to 600.", Category = "Advanced")]
    public Input<int> TimeoutSeconds { get; } = new(100);

    [Output("The status code of the answer.")]
    public Output<int> StatusCode { get; } = new();

    [Output("The answer: JSON as such, a text as text, anything else as base64.")]
    public Output<JsonElement> ParsedContent { get; } = new();

    [Output("The answer's headers.")]
    public Output<IReadOnlyDictionary<string, string>> ResponseHeaders { get; } = new();

    /// <summary>A refusal or a wrong input does not pass by itself; what may pass leaves by an outcome.</summary>
    protected override bool IsTransient(Exception failure) => false;

    protected override async Task<EffectResult> RunAsync(EffectContext context)
    {
        using HttpRequestMessage request = Request(context);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(context.Get(TimeoutSeconds), 1, 600)));
        try
        {
            using HttpResponseMessage answer = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, limit.Token);
            return await ResultAsync(answer, context.Get(ExpectedStatusCodes), limit.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return new EffectResult { Outcomes = [TooSlow] };
        }
        catch (HttpRequestException refused) when (refused.InnerException is OutboundRefusedException reason)
        {
            throw reason;
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is not HttpRequestError.ConfigurationLimitExceeded)
        {
            return new EffectResult { Outcomes = [Unreachable] };
        }
    }

    private static async Task<EffectResult> ResultAsync(HttpResponseMessage answer, IReadOnlyList<int> expected, CancellationToken cancellationToken)
    {
        int status = (int)answer.StatusCode;
        var outcomes = new List<string> { Done };
        if (expected.Count > 0)
            outcomes.Insert(0, expected.Contains(status) ? status.ToString(CultureInfo.InvariantCulture) : Unmatched);
        return new EffectResult
        {
            Outcomes = outcomes,
            Outputs = new Dictionary<string, object?>
            {
                [nameof(StatusCode)] = status,
                [nameof(ParsedContent)] = HttpContentJson.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken), answer.Content.Headers.ContentType?.MediaType),
                [nameof(ResponseHeaders)] = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
            },
        };
    }

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
        // A crash after the call repeats it; who understands the key does it once all the same.
        if (method is not ("GET" or "HEAD" or "OPTIONS"))
            request.Headers.TryAddWithoutValidation("Idempotency-Key", context.IdempotencyKey);
        foreach ((string name, string value) in context.Get(RequestHeaders) ?? new Dictionary<string, string>())
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
                throw new ActivityInputException(Node, nameof(RequestHeaders), $"'{name}' is no header that a request can have");
        }

        return request;
    }
}
