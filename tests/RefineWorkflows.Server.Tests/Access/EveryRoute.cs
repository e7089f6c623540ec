using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Access;

/// <summary>Walks every route of the whole server, so that no new one is forgotten.</summary>
public sealed class EveryRoute
{
    /// <summary>Routes that everybody may call, beside Studio's files and its pages, which ask for a session themselves. A new one is put here only after thinking about it.</summary>
    private static readonly string[] Open = [
        "/health/live", "/health/ready", "/login/{token}", "/logout", "/webhooks/{name}", "/favicon.ico", "/page/{name}",
        "/", "/runs", "/runs/{id}", "/runs/{id}/log", "/diagnostics/structured-logs", "/workflows/definitions/{id}/edit", "/workflows/instances/{id}/view",
    ];

    [Fact]
    public async Task A_route_is_closed_without_a_key_and_opens_to_the_scope_that_it_declares()
    {
        await using RunningServer server = await RunningServer.StartAsync(requiresKey: true);
        var clients = new Dictionary<AccessScope, HttpClient>();
        foreach (AccessScope scope in new[] { AccessScope.Read, AccessScope.Run, AccessScope.Design, AccessScope.Admin })
            clients[scope] = await server.NewClientAsync(scope);

        Assert.NotEmpty(server.Routes);
        var undeclared = new List<string>();
        foreach (RouteEndpoint route in server.Routes)
        {
            string pattern = $"/{route.RoutePattern.RawText!.TrimStart('/')}";
            if (route.Metadata.GetMetadata<RequiredScope>() is not { Scope: var required })
            {
                undeclared.Add(pattern);
                continue;
            }

            foreach (string method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                string path = Path(route.RoutePattern);
                HttpStatusCode alone = await AskAsync(server.Client, method, path);
                Assert.True(required == AccessScope.None ? Open.Contains(pattern) || pattern.StartsWith("/studio", StringComparison.Ordinal) : alone == HttpStatusCode.Unauthorized, $"{method} {pattern} answers {alone} without a key.");
                if (required == AccessScope.None)
                    continue;
                foreach ((AccessScope scope, HttpClient client) in clients)
                {
                    bool opens = scope == required || scope == AccessScope.Admin;
                    // What is behind the door may refuse the empty request as it likes, but not as forbidden.
                    Assert.True(opens == (await AskAsync(client, method, path) != HttpStatusCode.Forbidden), $"{method} {pattern} asks for {required}, and {scope} {(opens ? "was kept out" : "got in")}.");
                }
            }
        }

        Assert.True(undeclared.Count == 0, $"Routes without a declared scope (they ask for admin): {string.Join(", ", undeclared)}");
    }

    private static string Path(RoutePattern pattern)
        => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : "1"))));

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string method, string path)
        => (await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), HttpCompletionOption.ResponseHeadersRead)).StatusCode;
}
