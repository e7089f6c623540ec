using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Web;

public sealed class PublishingEvents : IAsyncLifetime
{
    private const string Name = "Größe \"geprüft\" & mehr";
    private RunningServer server = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        JsonObject wait = Sketch.Activity("Elsa.Event", "wait", ("eventName", Sketch.Literal(Name)));
        await server.Workbench.PublishAsync(Sketch.Workflow("waits", Sketch.Sequence(Sketch.Line("hello"), wait, Sketch.Activity("Elsa.SetName", "told", ("value", Sketch.Script("JSON.stringify(getOutputFrom('wait', 'Result'))"))))));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("""{"payload":{"grade":7}}""", """{"grade":7}""")]
    [InlineData("""{"payload":"text"}""", "\"text\"")]
    [InlineData("", "null")]
    public async Task Who_waits_goes_on_with_what_came(string body, string told)
    {
        InstanceId run = await WaitingAsync(null);
        JsonElement answer = await PublishAsync(body);
        Assert.Equal([run.Value], answer.GetProperty("resumed").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(told, (await server.Workbench.FinishedAsync(run.Value)).Name);
    }

    [Fact]
    public async Task Only_the_concern_that_is_meant_hears_it()
    {
        InstanceId first = await WaitingAsync("order-1");
        InstanceId second = await WaitingAsync("order-2");
        Assert.Equal(second.Value, Assert.Single((await PublishAsync("""{"correlationId":"order-2"}""")).GetProperty("resumed").EnumerateArray()).GetString());
        await server.Workbench.FinishedAsync(second.Value);
        Assert.Equal(InstanceStatus.Running, (await server.Workbench.Store.FindAsync(first, default))!.Status);
    }

    [Fact]
    public async Task Under_one_key_it_counts_once_and_under_two_twice()
    {
        Assert.True((await PublishAsync("", "k")).GetProperty("kept").GetBoolean());
        Assert.True((await PublishAsync("", "k")).GetProperty("repeated").GetBoolean());
        await server.Workbench.FinishedAsync((await StartAsync(null)).Value);
        InstanceId second = await WaitingAsync(null);
        Assert.True((await PublishAsync("", "k")).GetProperty("repeated").GetBoolean());
        Assert.Equal(InstanceStatus.Running, (await server.Workbench.Store.FindAsync(second, default))!.Status);
        await PublishAsync("", "other");
        await server.Workbench.FinishedAsync(second.Value);
    }

    [Fact]
    public async Task What_begins_with_an_event_starts_with_what_came_and_once_for_a_key()
    {
        JsonObject begin = Sketch.Activity("Elsa.Event", "begin", ("eventName", Sketch.Literal("go")));
        begin["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        await server.Workbench.PublishAsync(Sketch.Workflow("begins", Sketch.Sequence(begin)));
        for (int i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("/api/v1/events/go", """{"payload":{"a":1},"correlationId":"c"}""", "k")).StatusCode);
        Assert.Equal("c", Assert.Single(await server.Workbench.InstancesAsync("begins")).CorrelationId);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"grade":7}""")]
    [InlineData("""{"correlationId":7}""")]
    public async Task A_body_that_cannot_be_used_is_refused(string body)
    {
        HttpResponseMessage answer = await SendAsync("/api/v1/events/go", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Elsas_own_trigger_reaches_who_waits()
    {
        InstanceId first = await WaitingAsync(null);
        InstanceId second = await WaitingAsync(null);
        HttpResponseMessage answer = await SendAsync(ElsaPath, $$"""{"workflowInstanceId":"{{second}}","input":{"grade":7},"workflowExecutionMode":"Asynchronous"}""");
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("""{"grade":7}""", (await server.Workbench.FinishedAsync(second.Value)).Name);
        Assert.Equal(InstanceStatus.Running, (await server.Workbench.Store.FindAsync(first, default))!.Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(ElsaPath, "")).StatusCode);
        Assert.Equal("null", (await server.Workbench.FinishedAsync(first.Value)).Name);
    }

    [Theory]
    [InlineData("/api/v1/events/go")]
    [InlineData("/elsa/api/events/go/trigger")]
    public async Task It_takes_a_key_that_may_run(string path)
    {
        await using RunningServer guarded = await RunningServer.StartAsync(requiresKey: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guarded.Client.PostAsync(path, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await guarded.NewClientAsync(AccessScope.Read | AccessScope.Design)).PostAsync(path, null)).StatusCode);
        Assert.True((await (await guarded.NewClientAsync(AccessScope.Run)).PostAsync(path, null)).IsSuccessStatusCode);
    }

    private static string ElsaPath => $"/elsa/api/events/{Uri.EscapeDataString(Name)}/trigger";

    private Task<InstanceId> StartAsync(string? correlation) => server.Workbench.Client.StartAsync("waits", new Dictionary<string, JsonElement>(), null, correlation, null, default);

    private async Task<InstanceId> WaitingAsync(string? correlation)
    {
        InstanceId run = await StartAsync(correlation);
        await server.Workbench.UntilAsync(async () => (await server.Workbench.Store.ReadBookmarksAsync(run, default)).Count == 1);
        return run;
    }

    private async Task<JsonElement> PublishAsync(string body, string? key = null)
    {
        HttpResponseMessage answer = await SendAsync($"/api/v1/events/{Uri.EscapeDataString(Name)}", body, key);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await server.Client.SendAsync(request);
    }
}
