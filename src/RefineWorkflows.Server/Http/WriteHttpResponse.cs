using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.WriteHttpResponse", "HTTP", "Answers the request that the workflow was started or resumed by.", DisplayName = "HTTP Response")]
public sealed class WriteHttpResponse : Activity
{
    // The answer goes out as soon as this is committed, before anything follows.
    public override EffectKind Effect => EffectKind.Local;

    [Input("The status code, 200 to 599 as a number or by its name.", UIHint = "dropdown", DisplayName = "Status Code", Options = ["OK", "Created", "Accepted", "NoContent", "BadRequest", "Unauthorized", "Forbidden", "NotFound", "Conflict", "InternalServerError"])]
    public Input<JsonElement> StatusCode { get; } = new(default);

    [Input("The body: a text as it is, anything else as JSON.", UIHint = "multiline")]
    public Input<JsonElement> Content { get; } = new(default);

    [Input("The body's type. Empty: text/plain for a text, else application/json.", UIHint = "dropdown", DisplayName = "Content Type", Options = ["", "application/json", "text/plain", "text/html", "application/xml"])]
    public Input<string?> ContentType { get; } = new(null);

    [Input("More headers by name.", UIHint = "json-editor", DisplayName = "Response Headers", Category = "Advanced")]
    public Input<IReadOnlyDictionary<string, string>?> ResponseHeaders { get; } = new(null);

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        JsonElement content = context.Get(Content);
        bool empty = content.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        bool text = content.ValueKind == JsonValueKind.String;
        string type = context.Get(ContentType) is { Length: > 0 } given ? given : text ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
        var response = new StoredResponse(
            Status(context.Get(StatusCode)),
            empty ? null : type,
            empty ? "" : text ? content.GetString()! : content.GetRawText(),
            context.Get(ResponseHeaders) ?? new Dictionary<string, string>(),
            context.Now);
        string key = $"{context.Instance}/{context.Execution.Value.ToString("d19", CultureInfo.InvariantCulture)}";
        context.Record(new DomainRecord(StoredResponse.Collection, key, response.Write()));
        context.Complete();
        return ValueTask.CompletedTask;
    }

    private int Status(JsonElement drawn)
    {
        string text = drawn.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "200" : drawn.ToString();
        int status = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : Enum.TryParse(text, ignoreCase: true, out System.Net.HttpStatusCode named) ? (int)named : 0;
        return status is >= 200 and <= 599 ? status : throw new ActivityInputException(Node, nameof(StatusCode), $"'{text}' is no status code from 200 to 599");
    }
}
