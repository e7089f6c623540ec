using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Definitions;

public sealed class GivingWay
{
    [Fact]
    public async Task A_singleton_that_runs_already_is_told_as_one_that_cannot_start()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject model = await elsa.CreateAsync("Only one", JsonNode.Parse("""
            {"id":"f1","type":"Elsa.Flowchart","version":1,"activities":[{"id":"d1","type":"Elsa.Delay","version":1,"timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"01:00:00"}}}],"connections":[]}
            """)!.AsObject());
        model["options"] = new JsonObject { ["activationStrategyType"] = "Elsa.Workflows.WorkflowActivationValidators.SingletonStrategy, Elsa.Workflows.Core" };
        await elsa.PostAsync("workflow-definitions", ElsaClient.Save(model, publish: true));
        string path = $"/elsa/api/workflow-definitions/{model["definitionId"]}";

        using HttpResponseMessage first = await server.Client.PostAsJsonAsync($"{path}/execute", new { });
        Assert.True(first.Headers.Contains("x-elsa-workflow-instance-id"));
        using HttpResponseMessage second = await server.Client.PostAsJsonAsync($"{path}/execute", new { });
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("True", second.Headers.GetValues("x-elsa-workflow-cannot-start").Single());
        Assert.False(second.Headers.Contains("x-elsa-workflow-instance-id"));
        Assert.Empty(await second.Content.ReadAsStringAsync());
        using HttpResponseMessage dispatched = await server.Client.PostAsJsonAsync($"{path}/dispatch", new { });
        Assert.Equal(HttpStatusCode.BadRequest, dispatched.StatusCode);
        Assert.Contains("cannot start now", await dispatched.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
