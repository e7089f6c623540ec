using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.SendHttpRequest", "HTTP", "Calls a URL and runs the branch of what it answers.", DisplayName = "HTTP Request", IsTask = true)]
public sealed class SendHttpRequest : HttpCall
{
    private Dictionary<int, ActivityNode?> branches = [];

    internal SendHttpRequest(OutboundHttp http)
        : base(http)
    {
    }

    [Input("Status codes, each with its branch.", UIHint = "http-status-codes", DisplayName = "Expected Status Codes")]
    public object? ExpectedStatusCodes { get; }

    [Output("The answer: JSON as such, a text as text, anything else as base64.")]
    public Output<JsonElement> ParsedContent { get; } = new();

    /// <summary>Runs on an answer whose status code has no branch.</summary>
    [Port]
    public ActivityNode? UnmatchedStatusCode { get; set; }

    /// <summary>Runs when nobody answers.</summary>
    [Port]
    public ActivityNode? FailedToConnect { get; set; }

    /// <summary>Runs when the answer does not come in time.</summary>
    [Port]
    public ActivityNode? Timeout { get; set; }

    private protected override int LargestAnswer => HttpContentJson.LargestAnswer;

    protected override void Bind(ActivityBinding binding)
    {
        branches = [];
        foreach ((JsonElement item, ActivityNode? activity) in binding.Slots("expectedStatusCodes", "activity"))
        {
            if (Code(item) is not { } code)
                binding.Problem("expectedStatusCodes", $"'{item}' has no statusCode from 100 to 599");
            else if (!branches.TryAdd(code, activity))
                binding.Problem("expectedStatusCodes", $"{code} stands there twice; a status code has one branch");
        }
    }

    private protected override bool Expects(EffectContext context, int status) => branches.ContainsKey(status);

    private protected override async Task<EffectResult> AnsweredAsync(EffectContext context, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> outputs = Outputs(answer);
        outputs[nameof(ParsedContent)] = await HttpContentJson.ReadAsync(answer.Content, cancellationToken);
        return new EffectResult { Branch = branches.TryGetValue((int)answer.StatusCode, out ActivityNode? branch) ? branch : UnmatchedStatusCode, Outputs = outputs };
    }

    private protected override EffectResult TimedOut() => new() { Branch = Timeout };

    private protected override EffectResult Unreachable() => new() { Branch = FailedToConnect };

    /// <summary>A code as it stands in a list: in an object with its branch, or by itself.</summary>
    private static int? Code(JsonElement item)
    {
        JsonElement code = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("statusCode", out JsonElement member) ? member : item;
        return int.TryParse(code.ToString(), System.Globalization.CultureInfo.InvariantCulture, out int number) && number is >= 100 and <= 599 ? number : null;
    }
}
