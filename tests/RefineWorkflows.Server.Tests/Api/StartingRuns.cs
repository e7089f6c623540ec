using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Api;

public sealed class StartingRuns
{
    [Fact]
    public async Task A_posted_run_is_accepted_with_its_id_and_found_under_its_location()
    {
        await using GuardedServer server = await StartAsync();
        HttpResponseMessage answer = await PostAsync(server, """{"definitionId":"line","input":{"prompt":"a cat"},"name":"mine","correlationId":"c-1"}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        string id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await server.Workbench.FinishedAsync(id);
        JsonElement run = await server.Client.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
        Assert.Equal((id, "finished", "line", "mine", "c-1"), (Text(run, "id"), Text(run, "status"), Text(run, "definitionId"), Text(run, "name"), Text(run, "correlationId")));
    }

    [Fact]
    public async Task An_input_finds_its_declared_name_in_any_case()
    {
        await using GuardedServer server = await StartAsync();
        HttpResponseMessage answer = await PostAsync(server, """{"definitionId":"line","input":{"pROMPT":"a cat","other":1}}""");
        string id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        SortedDictionary<string, JsonElement> input = (await server.Workbench.Client.ReadStateAsync(new InstanceId(id), default)).Input;
        Assert.Equal("a cat", input["Prompt"].GetString());
        Assert.Equal(1, input["other"].GetInt32());
    }

    [Fact]
    public async Task A_thousand_posts_with_one_key_make_one_run_and_a_thousand_equal_answers()
    {
        await using GuardedServer server = await StartAsync();
        (HttpStatusCode, string, string)[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            HttpResponseMessage answer = await PostAsync(server, """{"definitionId":"line"}""", "key-1");
            return (answer.StatusCode, answer.Headers.Location!.ToString(), await answer.Content.ReadAsStringAsync());
        }));

        Assert.Equal(HttpStatusCode.Accepted, Assert.Single(answers.Distinct()).Item1);
        Assert.Single(await server.Workbench.InstancesAsync("line"));
    }

    [Fact]
    public async Task Without_a_key_or_with_another_each_post_is_a_run_of_its_own()
    {
        await using GuardedServer server = await StartAsync();
        foreach (string? key in new[] { null, null, "a", "b" })
            await PostAsync(server, """{"definitionId":"line"}""", key);
        Assert.Equal(4, (await server.Workbench.InstancesAsync("line")).Count);
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused()
    {
        await using GuardedServer server = await StartAsync();
        await PostAsync(server, """{"definitionId":"line"}""", "key-1");
        HttpResponseMessage refused = await PostAsync(server, """{"definitionId":"line","name":"x"}""", "key-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        JsonElement problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("key-1", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.True(problem.TryGetProperty("traceId", out _));
        Assert.Single(await server.Workbench.InstancesAsync("line"));
    }

    [Fact]
    public async Task A_key_of_one_caller_is_no_business_of_another()
    {
        await using GuardedServer server = await StartAsync(requiresKey: true);
        HttpClient one = server.NewClient((await server.Gate.Keys.CreateAsync("one", AccessScope.Run, default)).Text);
        HttpClient two = server.NewClient((await server.Gate.Keys.CreateAsync("two", AccessScope.Run, default)).Text);
        foreach (HttpClient client in new[] { one, two, one })
            await PostAsync(server, """{"definitionId":"line"}""", "key-1", client);
        Assert.Equal(2, (await server.Workbench.InstancesAsync("line")).Count);
    }

    [Fact]
    public async Task A_start_that_died_between_claim_and_run_is_completed_by_the_next_post()
    {
        await using GuardedServer server = await StartAsync();
        string first = await (await PostAsync(server, """{"definitionId":"line"}""", "key-1")).Content.ReadAsStringAsync();
        string id = JsonDocument.Parse(first).RootElement.GetProperty("id").GetString()!;
        await server.Workbench.FinishedAsync(id);
        await server.Workbench.UntilAsync(() => server.Workbench.Store.DeleteAsync(new InstanceId(id), default));

        Assert.Equal(first, await (await PostAsync(server, """{"definitionId":"line"}""", "key-1")).Content.ReadAsStringAsync());
        Assert.Equal(id, Assert.Single(await server.Workbench.InstancesAsync("line")).Id.Value);
    }

    [Theory]
    [InlineData("""{"definitionId":"nobody"}""", HttpStatusCode.NotFound, "nobody")]
    [InlineData("""{"definitionId":7}""", HttpStatusCode.BadRequest, "definitionId")]
    [InlineData("{}", HttpStatusCode.BadRequest, "definitionId")]
    [InlineData("[]", HttpStatusCode.BadRequest, "object")]
    [InlineData("{", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("""{"definitionId":"line","input":[1]}""", HttpStatusCode.BadRequest, "input")]
    [InlineData("""{"definitionId":"line","name":{}}""", HttpStatusCode.BadRequest, "name")]
    public async Task A_body_that_cannot_be_used_is_refused_by_name(string body, HttpStatusCode status, string named)
    {
        await using GuardedServer server = await StartAsync();
        HttpResponseMessage refused = await PostAsync(server, body);
        Assert.Equal(status, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Contains(named, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_long_or_too_deep_is_refused(bool tooLong)
    {
        await using GuardedServer server = await StartAsync();
        string body = tooLong
            ? $$"""{"definitionId":"line","name":"{{new string('x', 1 << 20)}}"}"""
            : $"{{\"definitionId\":\"line\",\"input\":{{\"a\":{new string('[', 5000)}{new string(']', 5000)}}}}}";
        Assert.Equal(tooLong ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest, (await PostAsync(server, body)).StatusCode);
    }

    [Fact]
    public async Task Runs_are_listed_page_by_page_newest_first()
    {
        await using GuardedServer server = await StartAsync();
        var ids = new List<string>();
        for (int n = 0; n < 5; n++)
            ids.Add(Text(await (await PostAsync(server, """{"definitionId":"line"}""")).Content.ReadFromJsonAsync<JsonElement>(), "id"));
        ids.Reverse();

        var seen = new List<string>();
        string? after = null;
        do
        {
            JsonElement page = await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/runs?limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(run => Text(run, "id")));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        Assert.Equal(ids, seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/v1/runs?limit=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/v1/runs?after=nobody")).StatusCode);
    }

    [Fact]
    public async Task A_waiting_run_is_paused_resumed_and_cancelled()
    {
        await using GuardedServer server = await StartAsync();
        await server.Workbench.PublishAsync(Sketch.Workflow("wait", Sketch.Sequence(Sketch.Activity("Elsa.Event", "w", ("eventName", Sketch.Literal("never"))))));
        string id = Text(await (await PostAsync(server, """{"definitionId":"wait"}""")).Content.ReadFromJsonAsync<JsonElement>(), "id");
        await ReachAsync("waiting");
        foreach ((string command, string status) in new[] { ("pause", "paused"), ("resume", "waiting"), ("cancel", "cancelled") })
        {
            Assert.Equal(HttpStatusCode.Accepted, (await server.Client.PostAsync($"/api/v1/runs/{id}/{command}", null)).StatusCode);
            await ReachAsync(status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PostAsync("/api/v1/runs/nobody/cancel", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/runs/nobody")).StatusCode);

        Task ReachAsync(string status) => server.Workbench.UntilAsync(async () => Text(await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}"), "status") == status);
    }

    private static async Task<GuardedServer> StartAsync(bool requiresKey = false)
    {
        GuardedServer server = await GuardedServer.StartAsync(RunsEndpoints.Map, requiresKey);
        await server.Workbench.PublishLineAsync("line", "Prompt");
        return server;
    }

    private static Task<HttpResponseMessage> PostAsync(GuardedServer server, string body, string? key = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/runs") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return (client ?? server.Client).SendAsync(request);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
