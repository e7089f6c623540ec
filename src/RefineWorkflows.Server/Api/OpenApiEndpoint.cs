using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Pages;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Api;

/// <summary>The description of the product's API for programs that read one. A test keeps it in line with the routes.</summary>
internal static class OpenApiEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
        => routes.MapGet("/api/v1/openapi.json", () => Results.Text(PageFiles.Text("openapi.json"), "application/json", Encoding.UTF8)).RequireScope(AccessScope.Read).WithEntityTag();
}
