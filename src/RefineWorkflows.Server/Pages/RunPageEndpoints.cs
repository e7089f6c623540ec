using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Pages;

/// <summary>The home page with all runs, and a page for each.</summary>
internal static class RunPageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, StudioAccess access)
    {
        PageFiles.Map(routes);
        routes.MapGet("/", async (HttpContext context, CancellationToken cancellationToken) => await access.SessionAsync(context, cancellationToken) is null
            ? PageFiles.LogInNotice(context)
            : PageFiles.Page(context, StatusCodes.Status200OK, "runs.html", new() { ["title"] = "Runs" })).OpenToAll();
        routes.MapGet("/runs", (HttpContext context) => Results.Redirect($"{context.Request.PathBase}/")).OpenToAll();
        routes.MapGet("/runs/{id}", async (string id, HttpContext context, CancellationToken cancellationToken) =>
        {
            if (await access.SessionAsync(context, cancellationToken) is null)
                return PageFiles.LogInNotice(context);
            return await workbench.Store.FindAsync(new InstanceId(id), cancellationToken) is { } run
                ? PageFiles.Page(context, StatusCodes.Status200OK, "run.html", new() { ["title"] = run.Name ?? id, ["run"] = id })
                : PageFiles.Notice(context, StatusCodes.Status404NotFound, "There is no such run", "It was deleted, or the address is wrong. The home page has those that are there.");
        }).OpenToAll();
    }
}
