using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Web;

public sealed class Caching : IAsyncLifetime
{
    private RunningServer server = null!;

    public async Task InitializeAsync() => server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("/elsa/api/descriptors/activities")]
    [InlineData("/elsa/api/descriptors/variables")]
    [InlineData("/elsa/api/descriptors/expression-descriptors")]
    [InlineData("/elsa/api/descriptors/storage-drivers")]
    [InlineData("/elsa/api/features/installed")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/api/v1/runs")]
    [InlineData("/api/v1/runs/{run}")]
    [InlineData("/api/v1/runs/{run}/iterations")]
    public async Task Who_has_the_answer_already_is_not_sent_it_again(string path)
    {
        await server.Workbench.PublishLineAsync("line");
        InstanceId run = await server.Workbench.Client.StartAsync("line", new Dictionary<string, JsonElement>(), null, null, null, default);
        await server.Workbench.FinishedAsync(run.Value);
        path = path.Replace("{run}", run.Value, StringComparison.Ordinal);
        HttpResponseMessage whole = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.NotEmpty(await whole.Content.ReadAsByteArrayAsync());
        string tag = whole.Headers.ETag!.ToString();
        foreach (string held in new[] { tag, $"\"x\", {tag}", tag[2..], "*" })
        {
            HttpResponseMessage same = await GetAsync(path, held);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
            Assert.Empty(await same.Content.ReadAsByteArrayAsync());
            Assert.Equal(tag, same.Headers.ETag?.ToString());
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(path, "\"x\"")).StatusCode);
    }

    [Fact]
    public async Task What_has_changed_has_another_tag()
    {
        string before = (await GetAsync("/api/v1/runs")).Headers.ETag!.ToString();
        await server.Workbench.PublishLineAsync("line");
        await server.Workbench.Client.StartAsync("line", new Dictionary<string, JsonElement>(), null, null, null, default);
        HttpResponseMessage after = await GetAsync("/api/v1/runs", before);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before, after.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task A_file_of_a_run_is_sent_once()
    {
        using (Stream file = File.Create(Path.Combine(Directory.CreateDirectory(server.Workbench.Artifacts.PathOf("r-1")).FullName, "note.txt")))
            await file.WriteAsync(new byte[5000]);
        HttpResponseMessage whole = await GetAsync("/api/v1/runs/r-1/files/note.txt");
        Assert.Equal(5000, (await whole.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("/api/v1/runs/r-1/files/note.txt", whole.Headers.ETag!.ToString())).StatusCode);
    }

    [Fact]
    public async Task Errors_have_no_tag()
    {
        HttpResponseMessage missing = await GetAsync("/api/v1/runs/nobody", "*");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Null(missing.Headers.ETag);
        Assert.Contains("no run", (await missing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_opens_no_door()
    {
        await using RunningServer guarded = await RunningServer.StartAsync(requiresKey: true);
        HttpClient reader = await guarded.NewClientAsync(AccessScope.Read);
        EntityTagHeaderValue tag = (await reader.GetAsync("/api/v1/runs")).Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/runs");
        request.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guarded.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task JSON_travels_compressed_under_the_same_tag(string encoding)
    {
        string plain = (await GetAsync("/elsa/api/descriptors/activities")).Headers.ETag!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/elsa/api/descriptors/activities");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(plain, answer.Headers.ETag!.ToString());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? held = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (held is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", held);
        return await server.Client.SendAsync(request);
    }
}
