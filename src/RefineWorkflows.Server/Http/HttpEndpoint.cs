using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.HttpEndpoint", "HTTP", "Starts the workflow by a request under /workflows, or waits for one.", DisplayName = "HTTP Endpoint", IsTrigger = true)]
public sealed class HttpEndpoint : Activity
{
    internal const string Stimulus = "Elsa.HttpEndpoint";

    /// <summary>Records of the routes that running instances wait at; the key is the path.</summary>
    internal const string Routes = "http-routes";

    [Input("The path below /workflows, for example orders/{id}.")]
    public Input<string> Path { get; } = new("");

    [Input("The methods it answers to.", UIHint = "checklist", DisplayName = "Supported Methods", DefaultSyntax = "Object", Options = ["GET", "POST", "PUT", "HEAD", "DELETE"])]
    public Input<IReadOnlyList<string>> SupportedMethods { get; } = new(["GET"]);

    [Output("The body: JSON as such, form fields as an object, a text as text, anything else as base64.")]
    public Output<JsonElement> ParsedContent { get; } = new();

    [Output("Values of the path's parameters.")]
    public Output<JsonElement> RouteData { get; } = new();

    [Output("Values of the query string.")]
    public Output<JsonElement> QueryStringData { get; } = new();

    [Output("The request's headers, without credentials.")]
    public Output<JsonElement> Headers { get; } = new();

    [Output("The whole request.")]
    public Output<JsonElement> Result { get; } = new();

    public override TriggerPayload Trigger => new(Stimulus, inputs => JsonSerializer.SerializeToElement(new HttpRoute(
        Normal(inputs.TryGetValue(nameof(Path), out JsonElement path) ? path.ToString() : ""),
        inputs.TryGetValue(nameof(SupportedMethods), out JsonElement methods) ? ReadMethods(methods) : SupportedMethods.Default)));

    /// <summary>What a waiting endpoint is found by.</summary>
    internal static JsonElement WaitingAt(string path) => JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["Path"] = path });

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.IsTriggerOfWorkflow && context.ClaimTrigger())
        {
            Take(context, context.TriggerInput);
            return ValueTask.CompletedTask;
        }

        var route = new HttpRoute(Normal(context.Get(Path)), context.Get(SupportedMethods));
        context.Record(new DomainRecord(Routes, route.Path, JsonSerializer.SerializeToUtf8Bytes(route)));
        context.WaitFor(Stimulus, WaitingAt(route.Path));
        return ValueTask.CompletedTask;
    }

    protected override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        Take(context, resumption.Input);
        return ValueTask.CompletedTask;
    }

    private static string Normal(string path) => path.Trim().Trim('/');

    /// <summary>A list, or the text of one, as a checklist writes it.</summary>
    private static IReadOnlyList<string> ReadMethods(JsonElement drawn)
    {
        JsonElement list = drawn.ValueKind == JsonValueKind.String ? JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetBytes(drawn.GetString()!)) : drawn;
        return [.. list.EnumerateArray().Select(method => method.ToString().ToUpperInvariant())];
    }

    private void Take(ActivityContext context, JsonElement request)
    {
        context.Set(ParsedContent, Member(nameof(ParsedContent)));
        context.Set(RouteData, Member(nameof(RouteData)));
        context.Set(QueryStringData, Member(nameof(QueryStringData)));
        context.Set(Headers, Member(nameof(Headers)));
        context.Set(Result, request);
        context.Complete();

        JsonElement Member(string name) => request.ValueKind == JsonValueKind.Object && request.TryGetProperty(name, out JsonElement value) ? value : JsonSerializer.SerializeToElement<string?>(null);
    }
}
