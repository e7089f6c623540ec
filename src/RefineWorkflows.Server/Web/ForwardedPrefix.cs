using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Web;

/// <summary>The path under which a proxy shows this server, as it says in <c>X-Forwarded-Prefix</c>: pages and redirects begin with it.</summary>
internal static partial class ForwardedPrefix
{
    /// <summary>Must stand before whatever writes addresses. The proxy takes the prefix off the path itself.</summary>
    public static void Use(IApplicationBuilder application) => application.Use((context, next) =>
    {
        // Anybody can send the header: nothing that could be read as another host or as markup gets into a page.
        if (context.Request.Headers["X-Forwarded-Prefix"] is [{ Length: <= 200 } prefix] && Plain().IsMatch(prefix))
            context.Request.PathBase = new PathString(prefix.TrimEnd('/')).Add(context.Request.PathBase);
        return next(context);
    });

    [GeneratedRegex(@"^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?$")]
    private static partial Regex Plain();
}
