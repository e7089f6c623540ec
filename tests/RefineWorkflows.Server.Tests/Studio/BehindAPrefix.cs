using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Studio;

public sealed class BehindAPrefix
{
    [Theory]
    [InlineData("/tools/refine", "/tools/refine")]
    [InlineData("/refine/", "/refine")]
    [InlineData("//elsewhere.example", "")]
    [InlineData("https://elsewhere.example", "")]
    [InlineData("/\"><script>", "")]
    [InlineData("/../x", "")]
    public async Task A_page_begins_its_addresses_with_the_prefix_that_the_proxy_names_when_it_is_one(string header, string prefix)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/studio/workflows/instances");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", header);
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        string html = await response.Content.ReadAsStringAsync();
        Assert.Contains($"<base href=\"{prefix}/studio/\">", html, StringComparison.Ordinal);
    }
}
