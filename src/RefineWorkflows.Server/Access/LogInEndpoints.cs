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
    /// <param name="refuse">The page of somebody whose link opens nothing.</param>
    public static void Map(IEndpointRouteBuilder routes, StudioAccess studio, string home, Func<HttpContext, IResult> refuse)
    {
        routes.MapGet("/login/{token}", async (string token, HttpContext context, CancellationToken cancellationToken) =>
            await studio.TryLogInAsync(token, context, cancellationToken)
                ? Onward(context, home)
                : refuse(context)).OpenToAll();
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
