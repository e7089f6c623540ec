using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Refinement.Activities;

namespace RefineWorkflows.Server.Http;

/// <summary>The activities that speak HTTP.</summary>
internal static class HttpActivities
{
    public static ActivityRegistry AddHttp(this ActivityRegistry registry, OutboundHttp outbound, RunArtifacts artifacts) => registry
        .Add<HttpEndpoint>()
        .Add<WriteHttpResponse>()
        .Add(() => new SendHttpRequest(outbound))
        .Add(() => new FlowSendHttpRequest(outbound))
        .Add(() => new DownloadHttpFile(outbound, artifacts));
}
