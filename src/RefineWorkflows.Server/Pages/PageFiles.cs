using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Pages;

/// <summary>Our own pages: templates and what they load, from inside the assembly. Nothing on them comes from another machine.</summary>
internal static partial class PageFiles
{
    // Blazor compiles WebAssembly; the two inline scripts are those by which Studio's editor and viewer learn their hot keys;
    // Monaco runs its workers from blobs and measures with styles of its own.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    private static readonly Dictionary<string, string> Texts = Read();

    /// <summary>Scripts and styles of the pages; they tell nothing of anybody's work.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/page/{name}", (string name, HttpContext context) => Path.GetExtension(name) is not (".js" or ".css" or ".svg") || !Texts.ContainsKey(name) ? Results.NotFound() : File(context, name)).OpenToAll();
        routes.MapGet("/favicon.ico", (HttpContext context) => File(context, "favicon.svg")).OpenToAll();
    }

    /// <summary>A file's text, as it was built in.</summary>
    public static string Text(string name) => Texts[name];

    /// <summary>A page from a template, its places filled with text.</summary>
    public static IResult Page(HttpContext context, int status, string template, Dictionary<string, string> values)
    {
        values["base"] = context.Request.PathBase.Value ?? "";
        string whole = Texts[template].Replace("<!--bar-->\n", Texts["bar.html"], StringComparison.Ordinal);
        string html = Place().Replace(whole, place => WebUtility.HtmlEncode(values[place.Groups[1].Value]));
        context.Response.Headers.ContentSecurityPolicy = Policy;
        // The page may carry a key.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(html, "text/html", Encoding.UTF8, status);
    }

    /// <summary>A page that says something.</summary>
    public static IResult Notice(HttpContext context, int status, string title, string text)
        => Page(context, status, "notice.html", new() { ["title"] = title, ["text"] = text });

    /// <summary>What somebody without a session reads.</summary>
    public static IResult LogInNotice(HttpContext context) => Notice(
        context,
        StatusCodes.Status401Unauthorized,
        "Please log in",
        "Open the link that the server printed when it started. It works once, within an hour; a restart prints a new one.");

    /// <summary>What somebody reads whose link opens nothing.</summary>
    public static IResult OldLinkNotice(HttpContext context) => Notice(
        context,
        StatusCodes.Status403Forbidden,
        "This link is over",
        "It was used already, or is older than an hour. Start the server again: it prints a new one.");

    private static IResult File(HttpContext context, string name)
    {
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Texts[name])))[..16]}\"";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = tag;
        string type = Path.GetExtension(name) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "image/svg+xml" };
        return context.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Text(Texts[name], type, Encoding.UTF8);
    }

    private static Dictionary<string, string> Read()
    {
        const string prefix = "page/";
        Assembly assembly = typeof(PageFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(name => name[prefix.Length..], name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    [GeneratedRegex(@"\{\{([a-zA-Z]+)\}\}")]
    private static partial Regex Place();
}
