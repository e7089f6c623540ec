using System.Net;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Access;

public sealed class ForeignPages
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("refine.localhost", true)]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    public async Task A_name_that_somebody_else_can_point_at_this_machine_is_not_answered(string host, bool answered)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map);
        foreach (string path in new[] { "/who", "/open", "/api/hubs/news/negotiate", "/nothing-here" })
        {
            var request = new HttpRequestMessage(path.EndsWith("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, path);
            request.Headers.Host = $"{host}:{server.Address.Port}";
            Assert.Equal(answered, (await server.Client.SendAsync(request)).StatusCode != HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("http://localhost:1", false)]
    [InlineData("null", false)]
    [InlineData("{own}", true)]
    public async Task A_page_of_another_origin_may_not_call(string origin, bool allowed)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map);
        foreach (string path in new[] { "/drawings/run", "/api/hubs/news/negotiate" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Origin", origin == "{own}" ? server.Address.GetLeftPart(UriPartial.Authority) : origin);
            Assert.Equal(allowed, (await server.Client.SendAsync(request)).StatusCode == HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("navigate", "document", "GET", "/who", true)]
    [InlineData("no-cors", "image", "GET", "/who", false)]
    [InlineData("navigate", "iframe", "GET", "/who", false)]
    [InlineData("navigate", "document", "POST", "/drawings/run", false)]
    [InlineData("navigate", "document", "GET", "/undeclared", false)]
    public async Task Another_site_may_link_to_a_page_and_nothing_more(string mode, string destination, string method, string path, bool allowed)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", destination);
        Assert.Equal(allowed, (await server.Client.SendAsync(request)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public void A_configured_name_is_answered()
        => Assert.True(new AccessPolicy(true, new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "refine.example" }).Answers("Refine.Example"));
}
