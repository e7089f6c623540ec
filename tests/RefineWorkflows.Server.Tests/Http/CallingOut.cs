using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Http;

public sealed class CallingOut
{
    [Fact]
    public async Task A_workflow_calls_an_allowed_host_and_goes_on_by_the_status()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget, requiresKey: false, "127.0.0.1");
        await server.Workbench.PublishAsync(Flow(server, "/target?say=hello"));
        HttpResponseMessage answer = await server.Client.GetAsync("/workflows/call");
        Assert.Equal("202: hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nobody_there_is_an_outcome_and_no_incident()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget, requiresKey: false, "127.0.0.1");
        await server.Workbench.PublishAsync(Flow(server, null));
        Assert.Equal("nobody there", await server.Client.GetStringAsync("/workflows/call"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{port}/target")]
    [InlineData("http://localhost:{port}/target")]
    [InlineData("http://[::ffff:127.0.0.1]:{port}/target")]
    [InlineData("http://2130706433:{port}/target")]
    public async Task An_address_inside_is_refused_however_it_is_written(string url)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget);
        using var http = new OutboundHttp([]);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(url.Replace("{port}", $"{server.Address.Port}", StringComparison.Ordinal)));
        Assert.IsType<OutboundRefusedException>(refused.InnerException);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7/x", false)]
    [InlineData("http://[::1]/x", false)]
    [InlineData("http://10.0.0.1:8080/x", true)]
    [InlineData("http://8.8.8.8/x", true)]
    public async Task Whether_an_address_would_be_called_can_be_asked_before(string url, bool called)
    {
        using var http = new OutboundHttp(["10.0.0.1:8080"]);
        Assert.Equal(called, await http.ProblemAsync(new Uri(url), default) is null);
    }

    [Fact]
    public async Task Who_waits_for_an_answer_when_the_server_stops_is_told_where_to_look()
    {
        using var stopping = new CancellationTokenSource();
        await using GuardedServer server = await GuardedServer.StartAsync((routes, workbench) => MapTarget(routes, workbench, stopping.Token), requiresKey: false, "127.0.0.1");
        await server.Workbench.PublishAsync(Answering(Send(server, "/slow", 1)));
        Task<HttpResponseMessage> waiting = server.Client.GetAsync("/workflows/call");
        await server.Workbench.UntilAsync(async () => (await server.Workbench.InstancesAsync("call")).Any(one => one.SubStatus == InstanceSubStatus.Executing));
        await stopping.CancelAsync();
        HttpResponseMessage answer = await waiting;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"/api/v1/runs/{Assert.Single(await server.Workbench.InstancesAsync("call")).Id}", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_redirect_that_leads_inside_is_refused()
    {
        await using GuardedServer outside = await GuardedServer.StartAsync(MapTarget);
        await using GuardedServer inside = await GuardedServer.StartAsync(MapTarget);
        using var http = new OutboundHttp([outside.Address.Authority]);
        Assert.Equal(HttpStatusCode.Accepted, (await http.Client.GetAsync(new Uri(outside.Address, "/target"))).StatusCode);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri(outside.Address, $"/away?to={inside.Address}target")));
        Assert.IsType<OutboundRefusedException>(refused.InnerException);
    }

    [Fact]
    public async Task A_refused_call_faults_and_says_how_it_could_be_allowed()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget);
        await server.Workbench.PublishAsync(Flow(server, "/target"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.Client.GetAsync("/workflows/call")).StatusCode);
        InstanceHeader failed = Assert.Single(await server.Workbench.InstancesAsync("call"));
        Assert.Contains("Http:AllowedHosts", System.Text.Json.JsonSerializer.Serialize((await server.Workbench.Client.ReadStateAsync(failed.Id, default)).Incidents), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(429, "1")]
    [InlineData(408, "")]
    public async Task What_may_pass_is_tried_again_when_the_other_side_wants(int status, string retryAfter)
    {
        var asked = new ConcurrentQueue<long>();
        var keys = new ConcurrentBag<string>();
        await using GuardedServer server = await GuardedServer.StartAsync(
            (routes, workbench) =>
            {
                MapTarget(routes, workbench);
                routes.MapPost("/busy", (HttpContext context) =>
                {
                    asked.Enqueue(Stopwatch.GetTimestamp());
                    keys.Add(context.Request.Headers["Idempotency-Key"].ToString());
                    if (retryAfter.Length > 0)
                        context.Response.Headers.RetryAfter = retryAfter;
                    return asked.Count < 2 ? Results.StatusCode(status) : Results.Text("at last");
                }).OpenToAll();
            },
            requiresKey: false, "127.0.0.1");
        JsonObject call = Send(server, "/busy", 3, (200, "well"));
        call["method"] = Sketch.Literal("POST");
        await server.Workbench.PublishAsync(Answering(call));
        Assert.Equal("well", await server.Client.GetStringAsync("/workflows/call"));
        Assert.Equal(2, asked.Count);
        Assert.Single(keys.Distinct());
        if (retryAfter.Length > 0)
            Assert.True(Stopwatch.GetElapsedTime(asked.First(), asked.Last()) >= TimeSpan.FromMilliseconds(990));
    }

    [Theory]
    [InlineData("/target", "", "accepted")]
    [InlineData("/status?code=404", "", "unmatched")]
    [InlineData("/status?code=503", "", "unmatched")]
    [InlineData("/slow", "1", "too slow")]
    [InlineData(null, "", "nobody there")]
    public async Task A_call_in_a_sequence_runs_the_branch_of_its_answer(string? path, string timeout, string answer)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget, requiresKey: false, "127.0.0.1");
        JsonObject call = Send(server, path, 1, (202, "accepted"), (204, "nothing"));
        call["unmatchedStatusCode"] = WorkflowsOverHttp.Respond("unmatched", Sketch.Literal("unmatched"));
        call["failedToConnect"] = WorkflowsOverHttp.Respond("nobody", Sketch.Literal("nobody there"));
        call["timeout"] = WorkflowsOverHttp.Respond("slow", Sketch.Literal("too slow"));
        if (timeout.Length > 0)
            call["timeoutSeconds"] = Sketch.Literal(timeout);
        await server.Workbench.PublishAsync(Answering(call));
        HttpResponseMessage told = await server.Client.GetAsync("/workflows/call");
        Assert.Equal(answer, await told.Content.ReadAsStringAsync());
        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.FinishedAsync(told.Headers.GetValues("x-elsa-workflow-instance-id").Single())).SubStatus);
    }

    [Fact]
    public async Task A_branch_sees_what_the_call_gave()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget, requiresKey: false, "127.0.0.1");
        JsonObject call = Send(server, "/target?say=hello", 1);
        call["unmatchedStatusCode"] = WorkflowsOverHttp.Respond("told", Sketch.Script("getOutputFrom('call', 'StatusCode') + ': ' + getOutputFrom('call', 'ParsedContent')"));
        await server.Workbench.PublishAsync(Answering(call));
        Assert.Equal("202: hello", await server.Client.GetStringAsync("/workflows/call"));
    }

    [Fact]
    public async Task The_authorization_header_is_read_from_the_environment_and_what_the_answer_repeats_of_it_is_struck_out()
    {
        Environment.SetEnvironmentVariable("CALLING_OUT_TOKEN", "tok-93a1f0");
        var shown = new ConcurrentBag<string>();
        await using GuardedServer server = await GuardedServer.StartAsync(
            (routes, workbench) =>
            {
                MapTarget(routes, workbench);
                routes.MapGet("/whoami", (HttpRequest request) =>
                {
                    shown.Add($"{request.Headers.Authorization} and {request.Headers["X-Api-Key"]}");
                    return Results.Text($"you are {request.Headers.Authorization}, known as tok-93a1f0");
                }).OpenToAll();
            },
            requiresKey: false, "127.0.0.1");
        JsonObject call = Send(server, "/whoami", 1);
        call["authorization"] = Sketch.Literal("Bearer ${CALLING_OUT_TOKEN}");
        call["secretHeaders"] = new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = """{"X-Api-Key":"key-${CALLING_OUT_TOKEN}"}""" } };
        call["unmatchedStatusCode"] = WorkflowsOverHttp.Respond("told", Sketch.Script("getOutputFrom('call', 'ParsedContent')"));
        await server.Workbench.PublishAsync(Answering(call));
        Assert.Equal("you are ••••••, known as ••••••", await server.Client.GetStringAsync("/workflows/call"));
        Assert.Equal("Bearer tok-93a1f0 and key-tok-93a1f0", Assert.Single(shown));
        string journal = System.Text.Json.JsonSerializer.Serialize((await server.Workbench.Client.ReadJournalAsync(Assert.Single(await server.Workbench.InstancesAsync("call")).Id, 0, 1000, default)).Cast<object>());
        Assert.Contains("SecretHeaders", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("tok-93a1f0", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_codes_that_make_no_sense_are_refused_by_their_path()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget);
        JsonObject call = Send(server, "/target", 1, (200, "a"), (200, "b"), (42, "c"));
        DefinitionException refused = await Assert.ThrowsAsync<DefinitionException>(() => server.Workbench.PublishAsync(Answering(call)));
        Assert.Equal(2, refused.Problems.Count(problem => problem.Path.EndsWith("activities[1].expectedStatusCodes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_download_is_a_file_of_the_run()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(MapTarget, requiresKey: false, "127.0.0.1");
        JsonObject download = Sketch.Activity("Elsa.DownloadHttpFile", "file", ("url", Sketch.Literal(new Uri(server.Address, "/file").ToString())));
        await server.Workbench.PublishAsync(Answering(download, WorkflowsOverHttp.Respond("told", Sketch.Script("getOutputFrom('file', 'Result')"))));
        HttpResponseMessage answer = await server.Client.GetAsync("/workflows/call");
        JsonNode file = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("_.._a_b.bin", 70_000), (file["fileName"]!.GetValue<string>(), file["bytes"]!.GetValue<int>()));
        string folder = server.Workbench.Artifacts.PathOf(answer.Headers.GetValues("x-elsa-workflow-instance-id").Single());
        Assert.Equal(Path.Combine(folder, file["file"]!.GetValue<string>()), file["path"]!.GetValue<string>());
        Assert.Equal(70_000, new FileInfo(file["path"]!.GetValue<string>()).Length);
        Assert.Equal("\"mark\"", file["eTag"]!.GetValue<string>());
    }

    private static JsonObject Send(GuardedServer server, string? path, int attempts, params (int Code, string Answer)[] branches) => Sketch.Activity(
        "Elsa.SendHttpRequest", "call",
        ("url", Sketch.Literal(path is null ? "http://127.0.0.1:1/" : new Uri(server.Address, path).ToString())),
        ("attempts", Sketch.Literal(attempts)),
        ("expectedStatusCodes", new JsonArray([.. branches.Select((one, index) => new JsonObject { ["statusCode"] = one.Code, ["activity"] = WorkflowsOverHttp.Respond($"on{index}", Sketch.Literal(one.Answer)) })])));

    private static JsonObject Answering(params JsonObject[] activities)
        => Sketch.Workflow("call", Sketch.Sequence([WorkflowsOverHttp.Endpoint("in", "call", "GET"), .. activities]));

    private static void MapTarget(IEndpointRouteBuilder routes, Workbench workbench) => MapTarget(routes, workbench, CancellationToken.None);

    private static void MapTarget(IEndpointRouteBuilder routes, Workbench workbench, CancellationToken stopping)
    {
        WorkflowRequests.Map(routes, workbench, TimeProvider.System, stopping);
        routes.MapGet("/target", (string? say) => Results.Text(say ?? "", statusCode: StatusCodes.Status202Accepted)).OpenToAll();
        routes.MapGet("/status", (int code) => Results.StatusCode(code)).OpenToAll();
        routes.MapGet("/slow", async (CancellationToken cancellationToken) => await Cancellation.AwaitedAsync(cancellationToken)).OpenToAll();
        routes.MapGet("/file", (HttpContext context) =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"..\\\\/_.._a b.bin\"";
            context.Response.Headers.ETag = "\"mark\"";
            return Results.Stream(stream => stream.WriteAsync(new byte[70_000]).AsTask());
        }).OpenToAll();
        routes.MapGet("/away", (string to) => Results.Redirect(to)).OpenToAll();
    }

    /// <summary>Calls this server, or a port where nobody listens, and answers what came of it.</summary>
    private static JsonObject Flow(GuardedServer server, string? path)
    {
        string url = path is null ? "http://127.0.0.1:1/" : new Uri(server.Address, path).ToString();
        JsonObject call = Sketch.Activity("Elsa.FlowSendHttpRequest", "call", ("url", Sketch.Literal(url)), ("attempts", Sketch.Literal(1)),
            ("expectedStatusCodes", new JsonObject { ["typeName"] = "Int32[]", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = "[202]" } }));
        JsonObject[] activities =
        [
            WorkflowsOverHttp.Endpoint("in", "call", "GET"), call,
            WorkflowsOverHttp.Respond("told", Sketch.Script("getOutputFrom('call', 'StatusCode') + ': ' + getOutputFrom('call', 'ParsedContent')")),
            WorkflowsOverHttp.Respond("nobody", Sketch.Literal("nobody there")),
        ];
        var connections = new JsonArray(Connect("in", "Done", "call"), Connect("call", "202", "told"), Connect("call", "Failed to connect", "nobody"));
        return Sketch.Workflow("call", Sketch.Activity("Elsa.Flowchart", "root", ("activities", new JsonArray([.. activities])), ("connections", connections)));

        static JsonObject Connect(string from, string port, string to) => new()
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        };
    }
}
