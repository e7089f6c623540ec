using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Http;

public sealed class WorkflowsOverHttp : IAsyncLifetime
{
    private GuardedServer server = null!;

    public async Task InitializeAsync() => server = await GuardedServer.StartAsync((routes, workbench) => WorkflowRequests.Map(routes, workbench, TimeProvider.System, CancellationToken.None));

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_request_starts_the_workflow_of_its_path_and_gets_its_answer()
    {
        await PublishAsync("orders", Endpoint("in", "orders/{id}", "GET", "POST"), Respond("out", Sketch.Script("getOutputFrom('in', 'RouteData').id + '/' + getOutputFrom('in', 'QueryStringData').q + '/' + getOutputFrom('in', 'ParsedContent').a"), 201));
        HttpResponseMessage answer = await server.Client.PostAsync("/workflows/orders/7?q=x", new StringContent("""{"a":5}""", Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.Created, "7/x/5"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        await server.Workbench.FinishedAsync(answer.Headers.GetValues("x-elsa-workflow-instance-id").Single());
    }

    [Fact]
    public async Task A_computed_path_is_computed_when_it_is_published()
    {
        JsonObject endpoint = Endpoint("in", "", "GET");
        endpoint["path"] = Sketch.Script("['made', 'up'].join('-') + '/{id}'");
        await PublishAsync("computed", endpoint, Respond("out", Sketch.Script("getOutputFrom('in', 'RouteData').id")));
        Assert.Equal("7", await server.Client.GetStringAsync("/workflows/made-up/7"));
    }

    [Fact]
    public async Task A_path_or_method_that_nobody_answers_is_refused()
    {
        await PublishAsync("orders", Endpoint("in", "orders", "POST"), Respond("out", Sketch.Literal("hi")));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/workflows/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Client.GetAsync("/workflows/orders")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.Client.PostAsync("/workflows/orders", new ByteArrayContent(new byte[(4 << 20) + 1]))).StatusCode);
        Assert.Empty(await server.Workbench.InstancesAsync("orders"));
    }

    [Fact]
    public async Task A_workflow_without_an_answer_is_ok_and_one_that_fails_is_not()
    {
        await PublishAsync("silent", Endpoint("in", "silent", "GET"), Sketch.Line("x"));
        await PublishAsync("broken", Endpoint("in", "broken", "GET"), Respond("out", Sketch.Literal("x"), 99));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/workflows/silent")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.Client.GetAsync("/workflows/broken")).StatusCode);
    }

    [Fact]
    public async Task An_endpoint_in_the_middle_waits_for_its_request_and_answers_it()
    {
        await PublishAsync(
            "talk",
            Endpoint("in", "talk", "POST"),
            Respond("first", Sketch.Literal("go on")),
            Endpoint("more", "talk/{word}", "PUT"),
            Respond("second", Sketch.Script("getOutputFrom('more', 'RouteData').word")));
        HttpResponseMessage first = await server.Client.PostAsync("/workflows/talk", null);
        Assert.Equal("go on", await first.Content.ReadAsStringAsync());
        string id = first.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        await server.Workbench.UntilAsync(async () => (await server.Workbench.Store.FindAsync(new InstanceId(id), default))!.SubStatus == InstanceSubStatus.Suspended);

        HttpResponseMessage second = await server.Client.PutAsync("/workflows/talk/hello", null);
        Assert.Equal((HttpStatusCode.OK, "hello"), (second.StatusCode, await second.Content.ReadAsStringAsync()));
        Assert.Equal(id, second.Headers.GetValues("x-elsa-workflow-instance-id").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PutAsync("/workflows/talk/again", null)).StatusCode);
    }

    [Fact]
    public async Task Credentials_do_not_reach_the_workflow()
    {
        await PublishAsync("headers", Endpoint("in", "headers", "GET"), Respond("out", Sketch.Script("JSON.stringify(getOutputFrom('in', 'Headers'))")));
        server.Client.DefaultRequestHeaders.Add("Authorization", "ApiKey rwk_secret");
        server.Client.DefaultRequestHeaders.Add("X-Fine", "yes");
        string headers = await server.Client.GetStringAsync("/workflows/headers");
        Assert.Contains("X-Fine", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_key_is_one_start_and_one_answer()
    {
        await PublishAsync("once", Endpoint("in", "once", "POST"), Respond("out", Sketch.Script("Math.random()")));
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/once");
            request.Headers.Add("Idempotency-Key", "k");
            return await (await server.Client.SendAsync(request)).Content.ReadAsStringAsync();
        }));
        Assert.Single(answers.Distinct());
        Assert.Single(await server.Workbench.InstancesAsync("once"));
    }

    [Fact]
    public async Task The_most_exact_path_answers_and_constraints_are_kept()
    {
        await PublishAsync("any", Endpoint("in", "things/{name}", "GET"), Respond("out", Sketch.Literal("any")));
        await PublishAsync("number", Endpoint("in", "things/{id:int}", "GET"), Respond("out", Sketch.Literal("number")));
        await PublishAsync("exact", Endpoint("in", "things/best", "GET"), Respond("out", Sketch.Literal("exact")));
        Assert.Equal("any", await server.Client.GetStringAsync("/workflows/things/x"));
        Assert.Equal("number", await server.Client.GetStringAsync("/workflows/things/7"));
        Assert.Equal("exact", await server.Client.GetStringAsync("/workflows/things/best"));
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_day()
    {
        await PublishAsync("kept", Endpoint("in", "kept", "GET"), Respond("out", Sketch.Literal("hi")));
        await server.Client.GetAsync("/workflows/kept");
        var time = new SetTime { Now = TimeProvider.System.GetUtcNow().AddHours(23) };
        await using var housekeeping = new Housekeeping(server.Workbench, time);
        Assert.Equal(0, await housekeeping.SweepAsync(default));
        time.Now += TimeSpan.FromHours(2);
        Assert.Equal(1, await housekeeping.SweepAsync(default));
    }

    internal static JsonObject Endpoint(string id, string path, params string[] methods)
    {
        JsonObject endpoint = Sketch.Activity(
            "Elsa.HttpEndpoint", id, ("path", Sketch.Literal(path)),
            ("supportedMethods", new JsonObject { ["typeName"] = "String[]", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. methods.Select(one => JsonValue.Create(one))]).ToJsonString() } }));
        endpoint["customProperties"] = new JsonObject { ["canStartWorkflow"] = id == "in" };
        return endpoint;
    }

    internal static JsonObject Respond(string id, JsonObject content, int status = 200)
        => Sketch.Activity("Elsa.WriteHttpResponse", id, ("statusCode", Sketch.Literal(status)), ("content", content));

    private Task PublishAsync(string id, params JsonObject[] activities) => server.Workbench.PublishAsync(Sketch.Workflow(id, Sketch.Sequence(activities)));
}
