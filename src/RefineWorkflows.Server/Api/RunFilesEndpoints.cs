using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Api;

/// <summary>What a run has left so far: its iterations, its files, and word of every change.</summary>
internal static class RunFilesEndpoints
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SayAnythingAtLeastEvery = TimeSpan.FromSeconds(20);

    /// <summary>Browsers wait for three seconds or five unless told: long for somebody who watches a restart.</summary>
    private static readonly TimeSpan ConnectAgainAfter = TimeSpan.FromSeconds(1);

    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <param name="routes">Where to map.</param>
    /// <param name="workbench">What it tells of.</param>
    /// <param name="stopping">Ends what would otherwise keep a server from stopping: open streams.</param>
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, CancellationToken stopping)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v1/runs/{id}").RequireScope(AccessScope.Read).WithTags("runs");
        group.MapGet("/iterations", async (string id, CancellationToken cancellationToken) =>
            Results.Json(new { items = await workbench.Records.IterationsAsync(id, cancellationToken) }, ApiJson.Options)).WithEntityTag();
        group.MapGet("/files", (string id) => Folder(workbench, id) is { } folder
            ? Results.Json(new { items = new DirectoryInfo(folder.Path).EnumerateFiles().Where(IsWhole).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new { name = file.Name, bytes = file.Length }) }, ApiJson.Options)
            : Missing(id)).WithEntityTag();
        group.MapGet("/files/{name}", (string id, string name, HttpContext context) => Send(workbench, id, name, context));
        group.MapGet("/events", async (string id, HttpContext context, CancellationToken cancellationToken) =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
            try
            {
                await TellAsync(workbench, id, context, either.Token);
            }
            catch (OperationCanceledException)
            {
                // The reader has gone, or the server goes; the browser connects again by itself.
            }
        });
    }

    private static IResult Send(Workbench workbench, string id, string name, HttpContext context)
    {
        if (Folder(workbench, id) is not { } folder)
            return Missing(id);
        FileInfo file;
        try
        {
            file = new FileInfo(folder.PathOf(name));
        }
        catch (RunFolderException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }

        if (!file.Exists || !IsWhole(file))
            return Results.Problem($"Run '{id}' has no file '{name}'.", statusCode: StatusCodes.Status404NotFound);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // The report shows texts of judges and of other people; it needs no script and gets none.
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self' data:; style-src 'unsafe-inline'";
        context.Response.Headers.CacheControl = "no-cache";
        if (!Types.TryGetContentType(name, out string? type))
            type = "text/plain; charset=utf-8";
        return Results.File(
            file.FullName,
            type,
            lastModified: file.LastWriteTimeUtc,
            entityTag: new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""), isWeak: IsCompressed(type)),
            enableRangeProcessing: true);
    }

    /// <summary>Server-sent events: one named <c>changed</c> at the start and after every change, and <c>progress</c> while this process makes a picture, at most two a second, until the reader goes: a run that is over may be retried. Reconnecting is the browser's affair.</summary>
    private static async Task TellAsync(Workbench workbench, string id, HttpContext context, CancellationToken cancellationToken)
    {
        var instance = new InstanceId(id);
        if (await workbench.Store.FindAsync(instance, cancellationToken) is null)
        {
            await Missing(id).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"retry: {ConnectAgainAfter.TotalMilliseconds}\n\n"), cancellationToken);
        using var look = new PeriodicTimer(LookEvery);
        DateTimeOffset seen = default;
        TimeSpan silent = TimeSpan.Zero;
        var making = new ProgressStory(workbench.BackEnds.Progress, id);
        do
        {
            if (await workbench.Store.FindAsync(instance, cancellationToken) is not { } header)
                return;
            if (making.Next() is { } news)
            {
                silent = TimeSpan.Zero;
                await context.Response.WriteAsync($"event: progress\ndata: {JsonSerializer.Serialize(news, ApiJson.Options)}\n\n", cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }

            if (header.UpdatedAt != seen)
            {
                seen = header.UpdatedAt;
                silent = TimeSpan.Zero;
                await context.Response.WriteAsync($"event: changed\ndata: {JsonSerializer.Serialize(new { id, subStatus = header.SubStatus.ToString() }, ApiJson.Options)}\n\n", cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }
            else if ((silent += LookEvery) >= SayAnythingAtLeastEvery)
            {
                // Proxies end connections on which nothing is said.
                silent = TimeSpan.Zero;
                await context.Response.WriteAsync(": still here\n\n", cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }
        }
        while (await look.WaitForNextTickAsync(cancellationToken));
    }

    private static RunFolder? Folder(Workbench workbench, string id)
    {
        // An id is one name; anything else would lead out of the folder of runs.
        if (id.Length == 0 || id is "." or ".." || id.AsSpan().ContainsAny('/', '\\', '\0') || !Directory.Exists(workbench.Artifacts.PathOf(id)))
            return null;
        return workbench.Artifacts.Open(id);
    }

    /// <summary>Texts travel compressed or not under one tag; pictures and clips always byte for byte.</summary>
    private static bool IsCompressed(string type) => !type.StartsWith("image/", StringComparison.Ordinal) && !type.StartsWith("video/", StringComparison.Ordinal);

    private static bool IsWhole(FileInfo file) => file.Extension != ".writing";

    private static IResult Missing(string id) => Results.Problem($"There is no run '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
