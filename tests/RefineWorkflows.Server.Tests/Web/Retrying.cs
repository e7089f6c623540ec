using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Elsa;
using RefineWorkflows.Server.Tests.Elsa.Instances;
using RefineWorkflows.Server.Tests.Shared;
using Drawn = RefineWorkflows.Server.Tests.Elsa.Instances.Drawn;

namespace RefineWorkflows.Server.Tests.Web;

public sealed class Retrying
{
    /// <summary>Fails until somebody gives it another text.</summary>
    private static string Broken => Drawn.Sequence("root", Drawn.Line("before", "'before'"), """{"type":"Elsa.Delay","version":1,"id":"bad","name":"BAD","timeSpan":{"typeName":"String","expression":{"type":"Literal","value":"soon"}}}""", Drawn.Line("after", "'after'"));

    [Fact]
    public async Task A_faulted_activity_goes_on_with_mended_inputs_and_repeats_nothing_else()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Broken);
        string execution = (string)(await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:bad"))["items"]![0]!["id"]!;

        (HttpStatusCode status, JsonNode? answer) = await RetryAsync(server, id, $$$"""{"activityExecutionId":"{{{execution}}}","inputs":{"timeSpan":"00:00:00.001"}}""");
        Assert.Equal((HttpStatusCode.Accepted, execution), (status, (string)answer!["retried"]![0]!));
        await server.SettledAsync(id, header => header.SubStatus == Engine.InstanceSubStatus.Finished);

        JsonArray lines = (await elsa.GetAsync($"workflow-instances/{id}/journal"))["items"]!.AsArray();
        Assert.Equal(1, lines.Count(one => (string)one!["activityId"]! == "before" && (string)one["eventName"]! == "Started"));
        Assert.Contains(lines, one => (string)one!["activityId"]! == "bad" && (string)one["eventName"]! == "Reset");
        JsonNode record = await elsa.GetAsync($"activity-executions/by-id?id={execution}");
        Assert.Equal(("Completed", "00:00:00.001", true), ((string)record["status"]!, (string)record["activityState"]!["TimeSpan"]!, (bool)record["metadata"]!["HasRetryAttempts"]!));
        Assert.Equal(0, (int)(await elsa.GetAsync($"workflow-instances/{id}"))["incidentCount"]!);
    }

    [Fact]
    public async Task What_cannot_be_retried_is_refused_with_the_reason()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string finished = await server.RunAsync(Drawn.Loop());
        string faulted = await server.RunAsync(Broken, "broken");

        Assert.Equal(HttpStatusCode.NotFound, (await RetryAsync(server, "nobody", "{}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await RetryAsync(server, finished, "")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await RetryAsync(server, faulted, """{"activityExecutionId":"1"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await RetryAsync(server, faulted, """{"activityExecutionId":"another-3"}""")).Status);
        (HttpStatusCode unknown, JsonNode? named) = await RetryAsync(server, faulted, """{"inputs":{"timespam":"00:00:01"}}""");
        Assert.Equal((HttpStatusCode.BadRequest, true), (unknown, ((string)named!["detail"]!).Contains("it has TimeSpan", StringComparison.Ordinal)));
        (HttpStatusCode status, JsonNode? problem) = await RetryAsync(server, faulted, "{");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty((string)problem!["detail"]!);
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> RetryAsync(RunningServer server, string id, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/instances/{id}/retry") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        // As many clients send it: without a length.
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
