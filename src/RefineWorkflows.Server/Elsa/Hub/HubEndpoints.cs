using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Hub;

/// <summary>The hub of workflow instances. Studio finds it by replacing the last part of its endpoint's path.</summary>
internal static class HubEndpoints
{
    public const string Path = "/elsa/hubs/workflow-instance";

    /// <summary>Adds what the hub needs before the application is built.</summary>
    public static void Add(IServiceCollection services, Workbench workbench)
    {
        services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions = ElsaJson.Options);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<InstanceBroadcaster>(provider, workbench, TimeProvider.System));
        services.AddHostedService(provider => provider.GetRequiredService<InstanceBroadcaster>());
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapHub<WorkflowInstanceHub>(Path).RequireScope(AccessScope.Read);
}
