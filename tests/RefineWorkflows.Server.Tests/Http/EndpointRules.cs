using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Http;

public sealed class EndpointRules : IAsyncLifetime
{
    private GuardedServer server = null!;

    public async Task InitializeAsync() => server = await GuardedServer.StartAsync((routes, workbench) => WorkflowRequests.Map(routes, workbench, TimeProvider.System, CancellationToken.None));

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_workflow_can_ask_for_a_key_where_nothing_else_does()
    {
        await PublishAsync("guarded", Endpoint("in", "guarded", ("authorize", "True")), Hi());
        await PublishAsync("designers", Endpoint("in", "designers", ("authorize", "True"), ("policy", "design")), Hi());
        HttpClient reader = await server.NewClientAsync(AccessScope.Read);
        HttpClient runner = await server.NewClientAsync(AccessScope.Run);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.PostAsync("/workflows/guarded", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.NewClient("rwk_00000000_nothing").PostAsync("/workflows/guarded", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("/workflows/guarded", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await runner.PostAsync("/workflows/guarded", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await runner.PostAsync("/workflows/designers", null)).StatusCode);
        Assert.Single(await server.Workbench.InstancesAsync("guarded"));
    }

    [Fact]
    public async Task An_endpoint_in_the_middle_keeps_its_rules()
    {
        await PublishAsync("talk", Endpoint("in", "talk"), Endpoint("more", "talk/on", ("authorize", "True"), ("requestSizeLimit", "10")), Hi());
        HttpResponseMessage started = await server.Client.PostAsync("/workflows/talk", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal($"/api/v1/runs/{Id(started)}", started.Headers.Location?.ToString());
        HttpClient runner = await server.NewClientAsync(AccessScope.Run);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.PostAsync("/workflows/talk/on", null)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await runner.PostAsync("/workflows/talk/on", new StringContent("12345678901"))).StatusCode);
        Assert.Equal("hi", await (await runner.PostAsync("/workflows/talk/on", new StringContent("1234567890"))).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("requestSizeLimit", "40", "", HttpStatusCode.RequestEntityTooLarge, "Request too large")]
    [InlineData("fileSizeLimit", "3", "", HttpStatusCode.RequestEntityTooLarge, "File too large")]
    [InlineData("allowedFileExtensions", "[\"png\",\".jpg\"]", "exposeInvalidFileExtensionOutcome", HttpStatusCode.UnsupportedMediaType, "Invalid file extension")]
    [InlineData("blockedFileExtensions", "[\".TXT\"]", "exposeInvalidFileExtensionOutcome", HttpStatusCode.UnsupportedMediaType, "Invalid file extension")]
    [InlineData("allowedMimeTypes", "[\"image/*\"]", "exposeInvalidFileMimeTypeOutcome", HttpStatusCode.UnsupportedMediaType, "Invalid file MIME type")]
    public async Task What_breaks_a_rule_is_refused_or_an_outcome(string rule, string value, string expose, HttpStatusCode refusal, string outcome)
    {
        await PublishAsync("strict", Endpoint("in", "strict", (rule, value)), Hi());
        Assert.Equal(refusal, (await server.Client.PostAsync("/workflows/strict", Form("note.txt", "text/plain", "four"))).StatusCode);
        Assert.Empty(await server.Workbench.InstancesAsync("strict"));

        JsonObject endpoint = Endpoint("in", "lenient", (rule, value));
        endpoint[expose.Length > 0 ? expose : rule == "fileSizeLimit" ? "exposeFileTooLargeOutcome" : "exposeRequestTooLargeOutcome"] = true;
        JsonObject[] activities = [endpoint, Hi(), WorkflowsOverHttp.Respond("told", Sketch.Literal("told"), 422)];
        var connections = new JsonArray(Connect("in", "Done", "out"), Connect("in", outcome, "told"));
        await server.Workbench.PublishAsync(Sketch.Workflow("lenient", Sketch.Activity("Elsa.Flowchart", "root", ("activities", new JsonArray([.. activities])), ("connections", connections))));
        HttpResponseMessage told = await server.Client.PostAsync("/workflows/lenient", Form("note.txt", "text/plain", "four"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "told"), (told.StatusCode, await told.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Files_and_fields_of_a_form_reach_the_workflow()
    {
        await PublishAsync(
            "form", Endpoint("in", "form", ("allowedFileExtensions", "[\".txt\"]"), ("allowedMimeTypes", "[\"text/plain\"]"), ("fileSizeLimit", ""), ("requestTimeout", "")),
            WorkflowsOverHttp.Respond("out", Sketch.Script("getOutputFrom('in','File').FileName + '|' + getOutputFrom('in','Files')[0].Content + '|' + getOutputFrom('in','ParsedContent').word")));
        HttpResponseMessage answer = await server.Client.PostAsync("/workflows/form", Form("../a/note.txt", "text/plain; charset=utf-8", "four"));
        Assert.Equal($"note.txt|{Convert.ToBase64String("four"u8)}|said", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Broken_bodies_are_refused()
    {
        await PublishAsync("any", Endpoint("in", "any"), Hi());
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.PostAsync("/workflows/any", new StringContent("{", Encoding.UTF8, "application/json"))).StatusCode);
        var form = new StringContent("--x\r\nnonsense");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.PostAsync("/workflows/any", form)).StatusCode);
        form = new StringContent("nonsense");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.PostAsync("/workflows/any", form)).StatusCode);
        Assert.Empty(await server.Workbench.InstancesAsync("any"));
    }

    [Fact]
    public async Task A_caller_waits_as_long_as_the_drawing_says()
    {
        JsonObject wait = Sketch.Activity("Elsa.RunJavaScript", "long", ("script", Sketch.Literal("while (true) {}")));
        await PublishAsync("slow", Endpoint("in", "slow", ("requestTimeout", "00:00:00.2")), wait);
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await server.Client.PostAsync("/workflows/slow", null)).StatusCode);
    }

    [Theory]
    [InlineData("path", "orders/{id")]
    [InlineData("path", "orders//x")]
    [InlineData("path", "orders/{id}/{id}")]
    [InlineData("path", "orders/{id:nonsense}")]
    [InlineData("path", " / ")]
    [InlineData("requestSizeLimit", "0")]
    [InlineData("requestSizeLimit", "99999999")]
    [InlineData("requestSizeLimit", "many")]
    [InlineData("requestTimeout", "01:00:00")]
    [InlineData("policy", "everybody")]
    public async Task What_cannot_be_kept_is_refused_at_publishing_by_its_path(string member, string value)
    {
        JsonObject endpoint = Endpoint("in", "fine");
        endpoint[member] = Sketch.Literal(value);
        DefinitionException refused = await Assert.ThrowsAsync<DefinitionException>(() => PublishAsync("wrong", endpoint));
        Assert.EndsWith($"activities[0].{member}", Assert.Single(refused.Problems).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computed_path_that_is_no_route_is_refused_by_its_path()
    {
        JsonObject endpoint = Endpoint("in", "fine");
        endpoint["path"] = Sketch.Script("'{' + 'open'");
        DefinitionException refused = await Assert.ThrowsAsync<DefinitionException>(() => PublishAsync("wrong", endpoint));
        Assert.EndsWith("activities[0].path", Assert.Single(refused.Problems).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_instances_at_one_path_the_request_has_to_name_one()
    {
        await PublishAsync("talk", Endpoint("in", "talk"), Endpoint("more", "talk/on"), Hi());
        HttpResponseMessage first = await server.Client.PostAsync("/workflows/talk?correlationId=one", null);
        HttpResponseMessage second = await server.Client.PostAsync("/workflows/talk?correlationId=two", null);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.PostAsync("/workflows/talk/on", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PostAsync("/workflows/talk/on?correlationId=three", null)).StatusCode);
        Assert.Equal(Id(second), Id(await server.Client.PostAsync("/workflows/talk/on?correlationId=two", null)));
        Assert.Single(await WaitsAsync());
        Assert.Equal(Id(first), Id(await server.Client.PostAsync($"/workflows/talk/on?workflowInstanceId={Id(first)}", null)));
        Assert.Empty(await WaitsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PostAsync("/workflows/talk/on", null)).StatusCode);
    }

    [Fact]
    public async Task Two_methods_of_one_path_in_one_instance_are_two_places_to_wait_at()
    {
        JsonObject fork = Sketch.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Endpoint("get", "both", "GET"), Endpoint("post", "both", "POST"))));
        await PublishAsync("fork", Endpoint("in", "fork"), fork, Sketch.Line("end"));
        string id = Id(await server.Client.PostAsync("/workflows/fork", null));
        await server.Client.PostAsync("/workflows/both", null);
        Assert.Single(await WaitsAsync());
        Assert.NotEqual(InstanceStatus.Finished, (await server.Workbench.Store.FindAsync(new InstanceId(id), default))!.Status);
        await server.Client.GetAsync("/workflows/both");
        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.FinishedAsync(id)).SubStatus);
    }

    [Fact]
    public async Task A_cancelled_instance_waits_nowhere()
    {
        await PublishAsync("talk", Endpoint("in", "talk"), Endpoint("more", "talk/on"), Hi());
        string asked = Id(await server.Client.PostAsync("/workflows/talk", null));
        string swept = Id(await server.Client.PostAsync("/workflows/talk", null));
        await server.Workbench.Client.CancelAsync(new InstanceId(asked), default);
        await server.Workbench.Client.CancelAsync(new InstanceId(swept), default);
        await server.Workbench.FinishedAsync(asked);
        await server.Workbench.FinishedAsync(swept);
        Assert.Equal(2, (await WaitsAsync()).Count);
        await using var housekeeping = new Housekeeping(server.Workbench, TimeProvider.System);
        await housekeeping.SweepAsync(default);
        Assert.Empty(await WaitsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PostAsync("/workflows/talk/on", null)).StatusCode);
    }

    private static JsonObject Endpoint(string id, string path, params (string Member, string Value)[] members)
    {
        JsonObject endpoint = WorkflowsOverHttp.Endpoint(id, path, "POST");
        foreach ((string member, string value) in members)
            endpoint[member] = Sketch.Literal(value);
        return endpoint;
    }

    private static JsonObject Endpoint(string id, string path, string method) => WorkflowsOverHttp.Endpoint(id, path, method);

    private static JsonObject Hi() => WorkflowsOverHttp.Respond("out", Sketch.Literal("hi"));

    private static JsonObject Connect(string from, string port, string to) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
    };

    private static MultipartFormDataContent Form(string fileName, string type, string content)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return new MultipartFormDataContent { { new StringContent("said"), "word" }, { file, "upload", fileName } };
    }

    private static string Id(HttpResponseMessage answer) => answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();

    private async Task<IReadOnlyList<DomainRecord>> WaitsAsync() => await server.Workbench.Store.ListRecordsAsync(HttpWait.Collection, "", descending: false, 100, default);

    private Task PublishAsync(string id, params JsonObject[] activities) => server.Workbench.PublishAsync(Sketch.Workflow(id, Sketch.Sequence(activities)));
}
