using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Server.Http;

/// <summary>The activities that speak HTTP.</summary>
internal static class HttpActivities
{
    public static ActivityRegistry AddHttp(this ActivityRegistry registry, OutboundHttp outbound)
        => registry.Add<HttpEndpoint>().Add<WriteHttpResponse>().Add(() => new FlowSendHttpRequest(outbound));
}
