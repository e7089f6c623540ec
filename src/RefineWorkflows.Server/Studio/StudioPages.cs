using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Studio;

/// <summary>Our pages around Studio's elements. Nothing on them comes from another machine.</summary>
internal sealed partial class StudioPages(StudioAccess access, bool isThere)
{
    // Blazor compiles WebAssembly; the one inline script is the editor's, which it adds for its hot keys; Monaco runs its
    // workers from blobs and measures with styles of its own.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc='; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "worker-src 'self' blob:; connect-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    private static readonly Dictionary<string, string> Texts = Read();

    /// <summary>A page with one of Studio's elements, or what stands in its way.</summary>
    /// <param name="context">The request.</param>
    /// <param name="find">Looks for what is shown, null when there is no such thing; asked only for somebody who may know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IResult> ShowAsync(HttpContext context, Func<Task<StudioView?>> find, CancellationToken cancellationToken)
    {
        if (!isThere)
        {
            return Notice(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Studio is not here",
                "The build could not fetch the package @elsa-workflows/elsa-studio-wasm. Run npm ci in the folder studio/, build again and restart. Everything else works without it.");
        }

        if (await access.PageKeyAsync(context, cancellationToken) is not { } key)
        {
            return Notice(
                context,
                StatusCodes.Status401Unauthorized,
                "Please log in",
                "Open the link that the server printed when it started. It works once, within an hour; a restart prints a new one.");
        }

        if (await find() is not { } view)
            return Notice(context, StatusCodes.Status404NotFound, "There is no such thing here", "It was deleted, or the address is wrong. The lists have what is there.");
        return Page(context, StatusCodes.Status200OK, "page.html", new()
        {
            ["title"] = view.Title, ["tag"] = view.Tag, ["section"] = view.Section, ["key"] = key, ["definitionId"] = view.DefinitionId, ["instanceId"] = view.InstanceId,
        });
    }

    /// <summary>A page that says something.</summary>
    public static IResult Notice(HttpContext context, int status, string title, string text)
        => Page(context, status, "notice.html", new() { ["title"] = title, ["text"] = text });

    /// <summary>A file of ours beside the pages.</summary>
    public static IResult Own(HttpContext context, string name, string contentType)
    {
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Texts[name])))[..16]}\"";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Text(Texts[name], contentType, Encoding.UTF8);
    }

    private static IResult Page(HttpContext context, int status, string template, Dictionary<string, string> values)
    {
        values["base"] = context.Request.PathBase.Value ?? "";
        string html = Place().Replace(Texts[template], place => WebUtility.HtmlEncode(values[place.Groups[1].Value]));
        context.Response.Headers.ContentSecurityPolicy = Policy;
        // The page carries a key.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(html, "text/html", Encoding.UTF8, status);
    }

    private static Dictionary<string, string> Read()
    {
        const string prefix = "studio/";
        Assembly assembly = typeof(StudioPages).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(name => name[prefix.Length..], name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    [GeneratedRegex(@"\{\{([a-zA-Z]+)\}\}")]
    private static partial Regex Place();
}
