using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Studio;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Studio;

public sealed class ServingStudio : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private GuardedServer server = null!;

    public async Task InitializeAsync()
    {
        string package = Path.Combine(folder.Path, "package");
        foreach ((string name, string text) in new[]
        {
            ("_framework/blazor.webassembly.js", "boot"), ("_framework/blazor.webassembly.js.br", "boot, brotli"), ("_framework/blazor.webassembly.js.gz", "boot, gzip"),
            ("_framework/Elsa.ab12cd34ef.wasm", "code"), ("_framework/icudt.ab12cd34ef.dat", "words"), ("_content/MudBlazor/font.woff2", "font"), ("_content/site.webmanifest", "{}"),
            ("_content/style.css", "css"), ("_content/style.css.gz", "css, gzip"), ("_content/map.js.map", "{}"), ("index.html", "theirs"), ("appsettings.json", "theirs"), ("package.json", "theirs"),
        })
        {
            string path = Path.Combine(package, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "secret.txt"), "secret");
        server = await GuardedServer.StartAsync((routes, workbench) => StudioEndpoints.Map(
            routes, workbench, new StudioAccess(workbench.Store, new AccessPolicy(false, new HashSet<string>()), TimeProvider.System), StudioPackage.Open(package)));
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("_framework/blazor.webassembly.js", "text/javascript")]
    [InlineData("_framework/Elsa.ab12cd34ef.wasm", "application/wasm")]
    [InlineData("_framework/icudt.ab12cd34ef.dat", "application/octet-stream")]
    [InlineData("_content/MudBlazor/font.woff2", "font/woff2")]
    [InlineData("_content/site.webmanifest", "application/manifest+json")]
    [InlineData("_content/style.css", "text/css")]
    [InlineData("_content/map.js.map", "application/json")]
    public async Task A_file_says_what_it_is(string path, string type)
    {
        using HttpResponseMessage response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("br, gzip", "br", "boot, brotli")]
    [InlineData("gzip", "gzip", "boot, gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "boot, gzip")]
    [InlineData("*", null, "boot")]
    [InlineData("", null, "boot")]
    public async Task A_compressed_copy_is_sent_to_those_who_take_it(string accepted, string? encoding, string text)
    {
        using HttpResponseMessage response = await GetAsync("_framework/blazor.webassembly.js", ("Accept-Encoding", accepted));
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(text, await response.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        Assert.Equal(text.Length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_file_whose_name_carries_its_hash_is_kept_for_ever_and_others_are_asked_for_again()
    {
        using HttpResponseMessage hashed = await GetAsync("_framework/Elsa.ab12cd34ef.wasm");
        Assert.Equal("public, max-age=31536000, immutable", hashed.Headers.CacheControl!.ToString());
        using HttpResponseMessage boot = await GetAsync("_framework/blazor.webassembly.js");
        Assert.True(boot.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        using HttpResponseMessage first = await GetAsync("_framework/blazor.webassembly.js", ("Accept-Encoding", "br"));
        EntityTagHeaderValue tag = first.Headers.ETag!;
        using HttpResponseMessage again = await GetAsync("_framework/blazor.webassembly.js", ("Accept-Encoding", "br"), ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        // The plain copy is another representation.
        using HttpResponseMessage plain = await GetAsync("_framework/blazor.webassembly.js", ("If-None-Match", tag.ToString()));
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
    }

    [Fact]
    public async Task A_head_request_gets_the_headers_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/studio/_content/style.css");
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, response.Content.Headers.ContentLength);
        Assert.NotNull(response.Headers.ETag);
    }

    [Theory]
    [InlineData("/studio/../secret.txt")]
    [InlineData("/studio/%2e%2e/secret.txt")]
    [InlineData("/studio/..%2fsecret.txt")]
    [InlineData("/studio/_framework/..%2f..%2f..%2fsecret.txt")]
    [InlineData("/studio/..%5csecret.txt")]
    [InlineData("/studio//etc/passwd")]
    [InlineData("/studio/%2fetc%2fpasswd")]
    [InlineData("/studio/_framework/blazor.webassembly.js%00.txt")]
    [InlineData("/studio/_framework/")]
    public async Task No_path_leads_out_of_the_package(string path)
    {
        // Clients tidy paths up before they send them; this one does not.
        string answer = await SendRawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("secret", answer.Split("\r\n\r\n", 2)[1].Replace("secret.txt", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("package.json")]
    [InlineData("_framework/blazor.webassembly.js.br")]
    public async Task What_only_belongs_to_the_package_is_not_served(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Studio_is_told_nothing_by_its_settings_file()
    {
        using HttpResponseMessage response = await GetAsync("appsettings.json");
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_page_names_no_other_host_and_allows_none()
    {
        using HttpResponseMessage response = await GetAsync("workflows/definitions");
        string html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("//", html.Replace("<!doctype html>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<base href=\"/studio/\">", html, StringComparison.Ordinal);
        Assert.Contains("data-endpoint=\"/elsa/api\"", html, StringComparison.Ordinal);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/workflows/definitions/a%20b/edit", "/studio/workflows/definitions/a%20b/edit")]
    [InlineData("/studio", "/studio/workflows/definitions")]
    public async Task Studios_own_links_lead_to_its_pages(string from, string to)
    {
        string answer = await SendRawAsync($"GET {from} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 302 ", answer, StringComparison.Ordinal);
        Assert.Contains($"Location: {to}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_is_not_there_is_told_on_a_page()
    {
        using HttpResponseMessage response = await GetAsync("workflows/definitions/nobody/edit");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        string html = await response.Content.ReadAsStringAsync();
        Assert.True(html.Contains("<h1>There is no such thing here</h1>", StringComparison.Ordinal), html);
    }

    [Fact]
    public async Task Pages_ask_for_a_session_before_they_tell_whether_something_exists()
    {
        await using RunningServer guarded = await RunningServer.StartAsync(requiresKey: true);
        foreach (string id in new[] { "refine-loop", "nobody" })
        {
            using HttpResponseMessage answer = await guarded.Client.GetAsync($"/studio/workflows/definitions/{id}/edit");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain("Refine loop", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_the_package_there_is_nothing_to_serve()
    {
        using var empty = new TempFolder();
        Assert.Null(StudioPackage.Open(empty.Path).Find("_framework/blazor.webassembly.js"));
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/studio/{path}");
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await server.Client.SendAsync(request);
    }

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
