using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RefineWorkflows.Server.Access;

/// <summary>Where the link that is printed at start leads.</summary>
internal static class LogInEndpoints
{
    /// <param name="routes">Where to map.</param>
    /// <param name="studio">What opens sessions.</param>
    /// <param name="home">Where a person goes after it, below the path base, for example <c>/studio</c>.</param>
    public static void Map(IEndpointRouteBuilder routes, StudioAccess studio, string home)
    {
        routes.MapGet("/login/{token}", async (string token, HttpContext context, CancellationToken cancellationToken) =>
            await studio.TryLogInAsync(token, context, cancellationToken)
                ? Onward(context, home)
                : Results.Problem(
                    "This log-in link was used already or is older than an hour. Start the server again: it prints a new one.",
                    statusCode: StatusCodes.Status403Forbidden)).OpenToAll();
        routes.MapPost("/logout", async (HttpContext context, CancellationToken cancellationToken) =>
        {
            await studio.LogOutAsync(context, cancellationToken);
            return Results.NoContent();
        }).OpenToAll();
    }

    // A page and not a redirect: after a link in a mail the browser would follow a redirect without the new cookie.
    private static IResult Onward(HttpContext context, string home)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Content(
            $"<!doctype html><meta http-equiv=\"refresh\" content=\"0;url={context.Request.PathBase}{home}\"><title>Welcome</title><a href=\"{context.Request.PathBase}{home}\">Go on</a>",
            "text/html; charset=utf-8");
    }
}
