using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Web;

/// <summary>Whether the process lives, and whether it can do work.</summary>
internal static class HealthEndpoints
{
    /// <summary>With less room than this a step may not be written any more.</summary>
    private const long LeastFreeBytes = 64L << 20;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, Drain drain)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" })).OpenToAll();
        routes.MapGet("/health/ready", async (CancellationToken cancellationToken) =>
        {
            string store = await StoreAsync(workbench, cancellationToken);
            long free = new DriveInfo(workbench.Settings.Data).AvailableFreeSpace;
            string disk = free >= LeastFreeBytes ? "ok" : $"only {free >> 20} MB are free in {workbench.Settings.Data}";
            bool ready = store == "ok" && disk == "ok" && !drain.HasBegun;
            return Results.Json(new { status = ready ? "ready" : drain.HasBegun ? "stopping" : "not ready", store, disk }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).OpenToAll();
    }

    private static async Task<string> StoreAsync(Workbench workbench, CancellationToken cancellationToken)
    {
        try
        {
            await workbench.Store.NextReadyAsync(cancellationToken);
            return "ok";
        }
        catch (WorkflowException problem)
        {
            return problem.Message;
        }
    }
}
