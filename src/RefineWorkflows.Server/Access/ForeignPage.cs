using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Access;

/// <summary>Recognises requests that a page of another site makes in somebody's browser.</summary>
internal static class ForeignPage
{
    /// <summary>What is wrong with where a request says it comes from, or null.</summary>
    public static string? Problem(HttpRequest request, AccessPolicy policy, AccessScope required)
    {
        if (!policy.Answers(request.Host.Host))
            return $"This server does not answer to the name '{request.Host.Host}'. Ask for it by its address or localhost, or add the name to the setting Server:Hosts.";
        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOurs(origin, request, policy))
            return $"Pages of '{origin}' may not call this server.";
        bool crossSite = request.Headers["Sec-Fetch-Site"] == "cross-site";
        // A link from elsewhere may open a page of ours; anything else that another site makes a browser ask for may not.
        bool opensPage = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document"
            && required is AccessScope.None or AccessScope.Read;
        return crossSite && !opensPage ? "Pages of other sites may not call this server." : null;
    }

    /// <summary>The same host and port as was asked for; the scheme may differ, for a proxy may end TLS.</summary>
    private static bool IsOurs(string origin, HttpRequest request, AccessPolicy policy)
        => Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)
            && policy.Answers(page.Host)
            && page.Host.Trim('[', ']').Equals(request.Host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            && (request.Host.Port is { } port ? page.Port == port : page.IsDefaultPort);
}
