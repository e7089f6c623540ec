using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Pages;

/// <summary>The home page with all runs, and for each a page with its pictures and one with its log.</summary>
internal static class RunPageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, StudioAccess access)
    {
        PageFiles.Map(routes);
        routes.MapGet("/", async (HttpContext context, CancellationToken cancellationToken) => await access.SessionAsync(context, cancellationToken) is null
            ? PageFiles.LogInNotice(context)
            : PageFiles.Page(context, StatusCodes.Status200OK, "runs.html", new() { ["title"] = "Runs" })).OpenToAll();
        routes.MapGet("/runs", (HttpContext context) => Results.Redirect($"{context.Request.PathBase}/")).OpenToAll();
        MapRun(routes, "/runs/{id}", "run.html", workbench, access);
        MapRun(routes, "/runs/{id}/log", "log.html", workbench, access);
        // Where Studio's viewer looks for the log of what it shows.
        routes.MapGet("/diagnostics/structured-logs", (string? workflowInstanceId, HttpContext context) => Results.Redirect(
            workflowInstanceId is { Length: > 0 } ? $"{context.Request.PathBase}/runs/{Uri.EscapeDataString(workflowInstanceId)}/log" : $"{context.Request.PathBase}/")).OpenToAll();
    }

    private static void MapRun(IEndpointRouteBuilder routes, string pattern, string template, Workbench workbench, StudioAccess access)
        => routes.MapGet(pattern, async (string id, HttpContext context, CancellationToken cancellationToken) =>
        {
            if (await access.SessionAsync(context, cancellationToken) is null)
                return PageFiles.LogInNotice(context);
            return await workbench.Store.FindAsync(new InstanceId(id), cancellationToken) is { } run
                ? PageFiles.Page(context, StatusCodes.Status200OK, template, new() { ["title"] = run.Name ?? id, ["run"] = id })
                : PageFiles.Notice(context, StatusCodes.Status404NotFound, "There is no such run", "It was deleted, or the address is wrong. The home page has those that are there.");
        }).OpenToAll();
}
