using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Definitions;
using RefineWorkflows.Server.Elsa.Descriptors;
using RefineWorkflows.Server.Elsa.Events;
using RefineWorkflows.Server.Elsa.Instances;
using RefineWorkflows.Server.Elsa.Scripting;
using RefineWorkflows.Server.Elsa.Tests;

namespace RefineWorkflows.Server.Elsa;

/// <summary>Elsa 3's REST API, as Elsa Studio 3.8.2 calls it.</summary>
internal static class ElsaEndpoints
{
    public const string Base = "/elsa/api";

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        RouteGroupBuilder api = routes.MapGroup(Base);
        api.AddEndpointFilter(new ElsaErrors());
        api.RequireScopes(AccessScope.Read, AccessScope.Design);
        var types = new ActivityTypes(workbench.Activities, workbench.Store);
        var drawings = new Drawings(types);
        DefinitionEndpoints.Map(api, workbench, drawings);
        DefinitionActionEndpoints.Map(api, workbench, drawings);
        DefinitionFileEndpoints.Map(api, workbench, drawings);
        SubgraphEndpoints.Map(api, workbench, drawings);
        DescriptorEndpoints.Map(api, types);
        ScriptingEndpoints.Map(api, workbench.Store);
        InstanceEndpoints.Map(api, workbench);
        EventTriggerEndpoint.Map(api, workbench);
        TestEndpoints.Map(api, workbench);
    }
}
