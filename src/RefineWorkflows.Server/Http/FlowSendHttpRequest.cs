using System.Text.Json;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.FlowSendHttpRequest", "HTTP", "Calls a URL and goes on by what it answers.", DisplayName = "HTTP Request (flow)", IsTask = true, Outcomes = [Done, Unmatched, FailedToConnect, TooSlow])]
public sealed class FlowSendHttpRequest : FlowHttpCall
{
    internal FlowSendHttpRequest(OutboundHttp http)
        : base(http)
    {
    }

    [Output("The answer: JSON as such, a text as text, anything else as base64.")]
    public Output<JsonElement> ParsedContent { get; } = new();

    private protected override int LargestAnswer => HttpContentJson.LargestAnswer;

    private protected override async Task<EffectResult> AnsweredAsync(EffectContext context, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> outputs = Outputs(answer);
        outputs[nameof(ParsedContent)] = await HttpContentJson.ReadAsync(answer.Content, cancellationToken);
        return new EffectResult { Outcomes = Outcomes(context, (int)answer.StatusCode), Outputs = outputs };
    }
}
