using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Web;

public sealed class OpenApiDocument
{
    [Fact]
    public async Task The_document_describes_the_routes_of_the_products_api_and_no_others()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement document = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/openapi.json");
        string[] verbs = ["get", "post", "put", "delete", "patch"];

        IEnumerable<string> described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(one => verbs.Contains(one.Name)).Select(one => $"{one.Name} {path.Name}"));
        IEnumerable<string> served = server.Routes
            .Select(route => (Path: $"/{route.RoutePattern.RawText!.Trim('/')}", Methods: route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []))
            .Where(route => route.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !route.Path.EndsWith("openapi.json", StringComparison.Ordinal))
            .SelectMany(route => route.Methods.Select(method => $"{method.ToLowerInvariant()} {route.Path}"));

        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }
}
