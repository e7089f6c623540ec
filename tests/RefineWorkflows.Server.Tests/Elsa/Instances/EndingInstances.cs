using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class EndingInstances
{
    [Fact]
    public async Task A_cancelled_instance_is_cancelled_when_the_answer_comes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Waiting());

        using HttpResponseMessage answer = await server.Client.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("Finished", "Cancelled"), await StatusAsync(server, id));
        JsonArray stats = (await new ElsaClient(server.Client).PostAsync("activity-executions/report", JsonNode.Parse($$"""{"workflowInstanceId":"{{id}}","activityNodeIds":["Workflow1:root:wait"]}""")))["stats"]!.AsArray();
        Assert.Equal((1, false), ((int)stats[0]!["completedCount"]!, (bool)stats[0]!["isBlocked"]!));
    }

    [Fact]
    public async Task Cancelling_what_is_over_changes_nothing_and_what_is_unknown_is_not_found()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Loop());

        Assert.Equal(HttpStatusCode.OK, (await server.Client.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).StatusCode);
        Assert.Equal(("Finished", "Finished"), await StatusAsync(server, id));
        Assert.Equal((HttpStatusCode.NotFound, null), await new ElsaClient(server.Client).SendAsync(HttpMethod.Post, "cancel/workflow-instances/nobody"));
    }

    [Fact]
    public async Task Many_are_cancelled_by_their_ids_their_version_or_their_definition()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string[] ids = [await server.RunAsync(Drawn.Waiting()), await server.RunAsync(Drawn.Waiting()), await server.RunAsync(Drawn.Waiting())];
        string other = await server.RunAsync(Drawn.Waiting(), "other");
        string finished = await server.RunAsync(Drawn.Loop(), "loop");

        Assert.Equal(1, await CancelledAsync($$"""{"ids":["{{ids[0]}}","{{finished}}","nobody"],"definitionVersionId":null,"definitionId":null,"versionOptions":null}"""));
        Assert.Equal(2, await CancelledAsync("""{"definitionVersionId":"drawn-v1"}"""));
        Assert.Equal(0, await CancelledAsync("""{"definitionId":"other","versionOptions":"Draft"}"""));
        Assert.Equal(("Running", "Suspended"), await StatusAsync(server, other));
        Assert.Equal(1, await CancelledAsync("""{"definitionId":"other"}"""));
        foreach (string id in ids.Append(other))
            Assert.Equal(("Finished", "Cancelled"), await StatusAsync(server, id));

        async Task<int> CancelledAsync(string body) => (int)(await elsa.PostAsync("bulk-actions/cancel/workflow-instances/", JsonNode.Parse(body)))["cancelled"]!;
    }

    [Fact]
    public async Task A_deleted_instance_is_gone_with_its_journal()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Loop());
        await elsa.GetAsync($"workflow-instances/{id}/journal");

        Assert.Equal(HttpStatusCode.NoContent, (await elsa.SendAsync(HttpMethod.Delete, $"workflow-instances/{id}")).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync(HttpMethod.Get, $"workflow-instances/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync(HttpMethod.Get, $"workflow-instances/{id}/journal")).Status);
        Assert.Equal((HttpStatusCode.NotFound, null), await elsa.SendAsync(HttpMethod.Delete, $"workflow-instances/{id}"));
    }

    [Theory]
    [InlineData("bulk-actions/delete/workflow-instances/by-id")]
    [InlineData("bulk-actions/delete/workflow-instances")]
    public async Task Many_are_deleted_at_once_waiting_ones_too(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string waiting = await server.RunAsync(Drawn.Waiting());
        string finished = await server.RunAsync(Drawn.Loop(), "loop");

        JsonObject answer = await new ElsaClient(server.Client).PostAsync(path, JsonNode.Parse($$"""{"ids":["{{waiting}}","{{finished}}","{{finished}}","nobody"]}"""));

        Assert.Equal(2, (int)answer["deleted"]!);
        Assert.Equal(0, await server.Workbench.Store.CountAsync(new(), CancellationToken.None));
    }

    [Theory]
    [InlineData("bulk-actions/delete/workflow-instances/by-id", "{}")]
    [InlineData("bulk-actions/delete/workflow-instances/by-id", """{"ids":[1]}""")]
    [InlineData("bulk-actions/cancel/workflow-instances", """{"ids":"all"}""")]
    [InlineData("bulk-actions/cancel/workflow-instances", """{"definitionId":"x","versionOptions":"Newest"}""")]
    public async Task A_list_of_ids_that_is_none_is_refused(string path, string body)
    {
        await using RunningServer server = await RunningServer.StartAsync();

        (HttpStatusCode status, JsonNode? answer) = await new ElsaClient(server.Client).SendAsync(HttpMethod.Post, path, JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty((string)answer!["modelBindingError"]!);
    }

    private static async Task<(string Status, string SubStatus)> StatusAsync(RunningServer server, string id)
    {
        JsonObject instance = await new ElsaClient(server.Client).GetAsync($"workflow-instances/{id}");
        return ((string)instance["status"]!, (string)instance["subStatus"]!);
    }
}
