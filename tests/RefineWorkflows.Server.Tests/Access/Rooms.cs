using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Access;

/// <summary>Routes that ask for each scope, and a hub.</summary>
internal static class Rooms
{
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        routes.MapGet("/open", () => "open").OpenToAll();
        routes.MapGet("/who", (HttpContext context) => context.Features.Get<Caller>()!.Name).RequireScope(AccessScope.Read);
        RouteGroupBuilder drawings = routes.MapGroup("/drawings").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Design);
        drawings.MapGet("", () => "list");
        drawings.MapPut("", () => "saved");
        drawings.MapPost("/run", () => "started").RequireScope(AccessScope.Run);
        routes.MapGet("/undeclared", () => "secret");
        routes.MapHub<QuietHub>("/api/hubs/news").RequireScope(AccessScope.Read);
    }

    public sealed class QuietHub : Hub;
}
