using System.Net;
using System.Net.Http.Headers;
using RefineWorkflows.Server.Studio;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Studio;

public sealed class ServingStudio
{
    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", "")]
    public async Task Files_go_out_in_the_best_encoding_that_is_asked_for_with_their_own_type(string accepted, string encoding)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/studio/_framework/blazor.webassembly.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using HttpResponseMessage answer = await server.Client.SendAsync(request);

        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task What_carries_its_hash_in_its_name_is_kept_for_ever_and_the_rest_is_asked_about()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string hashed = Directory.EnumerateFiles(Path.Combine((await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "studio.location"))).Trim(), "_framework"), "dotnet.native.*.wasm").Select(Path.GetFileName).First()!;
        using HttpResponseMessage wasm = await server.Client.GetAsync($"/studio/_framework/{hashed}");
        Assert.Equal("application/wasm", wasm.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", wasm.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using HttpResponseMessage boot = await server.Client.GetAsync("/studio/_framework/blazor.webassembly.js");
        Assert.True(boot.Headers.CacheControl!.NoCache);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/studio/_framework/blazor.webassembly.js");
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(boot.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.SendAsync(again)).StatusCode);
    }

    [Theory]
    [InlineData("/studio/../appsettings.json")]
    [InlineData("/studio/..%2f..%2fpackage.json")]
    [InlineData("/studio/_framework/..%2f..%2f..%2f..%2fpackage-lock.json")]
    [InlineData("/studio/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/studio/package.json")]
    [InlineData("/studio/nothing.js")]
    public async Task No_path_leads_out_of_the_package(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Pages_ask_for_a_session_before_they_tell_whether_something_exists()
    {
        await using RunningServer server = await RunningServer.StartAsync(requiresKey: true);
        foreach (string id in new[] { "refine-loop", "nobody" })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync($"/studio/workflows/definitions/{id}/edit");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain("Refine loop", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_name_no_other_machine_and_allow_none()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage page = await server.Client.GetAsync("/studio/workflows/definitions/refine-loop/edit");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("//", html.Replace("://", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/studio/workflows/definitions/nobody/edit")).StatusCode);
    }

    [Fact]
    public void Without_the_package_there_is_nothing_to_serve()
    {
        using var empty = new TempFolder();
        Assert.Null(StudioPackage.Open(empty.Path).Find("_framework/blazor.webassembly.js"));
    }
}
