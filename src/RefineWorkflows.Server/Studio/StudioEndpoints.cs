using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Studio;

/// <summary>Elsa Studio under <c>/studio</c>: its files as they were published, and the pages that hold its elements.</summary>
internal static class StudioEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, StudioAccess access, StudioPackage? package)
    {
        var pages = new StudioPages(access, package is not null);
        RouteGroupBuilder studio = routes.MapGroup("/studio").OpenToAll();
        studio.MapMethods("/", ["GET", "HEAD"], (HttpContext context) => Results.Redirect($"{context.Request.PathBase}/studio/workflows/definitions"));
        MapView(studio, pages, "/workflows/definitions", (_, _) => Task.FromResult<StudioView?>(new("Workflows", "elsa-workflow-definition-list", "definitions")));
        MapView(studio, pages, "/workflows/instances", (_, _) => Task.FromResult<StudioView?>(new("Instances", "elsa-workflow-instance-list", "instances")));
        MapView(studio, pages, "/workflows/definitions/{id}/edit", async (id, cancellationToken) => await workbench.Store.FindLatestAsync(id, cancellationToken) is { } definition
            ? new StudioView(definition.Name, "elsa-workflow-definition-editor", "definitions") { DefinitionId = id }
            : null);
        MapView(studio, pages, "/workflows/instances/{id}/view", async (id, cancellationToken) => await workbench.Store.FindAsync(new InstanceId(id), cancellationToken) is { } instance
            ? new StudioView(instance.Name ?? instance.Id.Value, "elsa-workflow-instance-viewer", "instances") { InstanceId = id }
            : null);
        studio.MapGet("/appsettings.json", () => Results.Text("{}", "application/json"));
        studio.MapMethods("/{**path}", ["GET", "HEAD"], async (string path, HttpContext context, CancellationToken cancellationToken) =>
        {
            if (package?.Find(path) is { } file)
                await SendAsync(context, file, cancellationToken);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        });

        // Studio's own anchors are absolute.
        routes.MapGet("/workflows/definitions/{id}/edit", (string id, HttpContext context) => Results.Redirect($"{context.Request.PathBase}/studio/workflows/definitions/{Uri.EscapeDataString(id)}/edit")).OpenToAll();
        routes.MapGet("/workflows/instances/{id}/view", (string id, HttpContext context) => Results.Redirect($"{context.Request.PathBase}/studio/workflows/instances/{Uri.EscapeDataString(id)}/view")).OpenToAll();
    }

    private static void MapView(RouteGroupBuilder studio, StudioPages pages, string pattern, Func<string, CancellationToken, Task<StudioView?>> find)
        => studio.MapGet(pattern, (HttpContext context, CancellationToken cancellationToken) =>
            pages.ShowAsync(context, () => find(context.Request.RouteValues["id"] as string ?? "", cancellationToken), cancellationToken));

    private static async Task SendAsync(HttpContext context, StudioFile file, CancellationToken cancellationToken)
    {
        (string suffix, string encoding) = Choose(context.Request, file);
        var tag = new EntityTagHeaderValue($"\"{file.Version}{suffix}\"");
        ResponseHeaders headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = file.IsImmutable
            ? new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new NameValueHeaderValue("immutable") } }
            : new CacheControlHeaderValue { NoCache = true };
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (file.Variants.Count > 0)
            context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(one => one.Compare(tag, useStrongComparison: false) || one == EntityTagHeaderValue.Any))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        string path = suffix.Length == 0 ? file.Path : $"{file.Path}.{suffix}";
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = new FileInfo(path).Length;
        if (encoding.Length > 0)
            context.Response.Headers.ContentEncoding = encoding;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.SendFileAsync(path, cancellationToken);
    }

    private static (string Suffix, string Encoding) Choose(HttpRequest request, StudioFile file)
    {
        foreach (string suffix in file.Variants)
        {
            string encoding = suffix == "gz" ? "gzip" : suffix;
            if (request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0))
                return (suffix, encoding);
        }

        return ("", "");
    }
}
