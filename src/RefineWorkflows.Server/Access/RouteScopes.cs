using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RefineWorkflows.Server.Access;

/// <summary>How routes declare who may call them.</summary>
internal static class RouteScopes
{
    /// <summary>Callers need this scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder routes, AccessScope scope)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint => endpoint.Metadata.Add(new RequiredScope(scope)));
        return routes;
    }

    /// <summary>Everybody may call: it tells nothing of anybody's work, or checks a proof of its own.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.RequireScope(AccessScope.None);

    /// <summary>GET and HEAD need <paramref name="reading"/>, everything else <paramref name="writing"/>. For a group; its routes may say otherwise.</summary>
    public static TBuilder RequireScopes<TBuilder>(this TBuilder routes, AccessScope reading, AccessScope writing)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint =>
        {
            IReadOnlyList<string>? methods = endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods;
            bool reads = methods is { Count: > 0 } && methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
            endpoint.Metadata.Add(new RequiredScope(reads ? reading : writing));
        });
        return routes;
    }
}
