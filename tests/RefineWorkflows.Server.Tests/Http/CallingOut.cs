using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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

    private static void MapTarget(IEndpointRouteBuilder routes, Workbench workbench)
    {
        WorkflowRequests.Map(routes, workbench, TimeProvider.System);
        routes.MapGet("/target", (string? say) => Results.Text(say ?? "", statusCode: StatusCodes.Status202Accepted)).OpenToAll();
        routes.MapGet("/away", (string to) => Results.Redirect(to)).OpenToAll();
    }

    /// <summary>Calls this server, or a port where nobody listens, and answers what came of it.</summary>
    private static JsonObject Flow(GuardedServer server, string? path)
    {
        string url = path is null ? "http://127.0.0.1:1/" : new Uri(server.Address, path).ToString();
        JsonObject call = Sketch.Activity("Elsa.FlowSendHttpRequest", "call", ("url", Sketch.Literal(url)),
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
