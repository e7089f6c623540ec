using System.Globalization;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Server.Http;

/// <summary>A call in a flowchart: what comes of it is an outcome.</summary>
public abstract class FlowHttpCall : HttpCall
{
    private protected const string Done = "Done";
    private protected const string Unmatched = "Unmatched status code";
    private protected const string FailedToConnect = "Failed to connect";
    private protected const string TooSlow = "Timeout";

    private protected FlowHttpCall(OutboundHttp http)
        : base(http)
    {
    }

    [Input("Status codes that have an outcome of their own.", UIHint = "multitext", DisplayName = "Expected Status Codes", DefaultSyntax = "Object")]
    public Input<IReadOnlyList<int>> ExpectedStatusCodes { get; } = new([200]);

    private protected override bool Expects(EffectContext context, int status) => context.Get(ExpectedStatusCodes).Contains(status);

    private protected override EffectResult TimedOut() => new() { Outcomes = [TooSlow] };

    private protected override EffectResult Unreachable() => new() { Outcomes = [FailedToConnect] };

    /// <summary>Its own outcome, if any code has one, and always Done.</summary>
    private protected IReadOnlyList<string> Outcomes(EffectContext context, int status)
        => context.Get(ExpectedStatusCodes).Count == 0 ? [Done] : [Expects(context, status) ? status.ToString(CultureInfo.InvariantCulture) : Unmatched, Done];
}
