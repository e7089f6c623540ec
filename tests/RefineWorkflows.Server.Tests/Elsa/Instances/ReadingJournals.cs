using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class ReadingJournals
{
    [Fact]
    public async Task Lines_tell_in_order_what_happened()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Sequence("root", Drawn.Line("first", "'a'"), Drawn.Line("second", "'b'")));

        JsonObject journal = await ReadAsync(server, id);

        Assert.Equal(
            ["Workflow1 Started", "root Started", "first Started", "first Completed", "second Started", "second Completed", "root Completed", "Workflow1 Completed"],
            Lines(journal));
        Assert.Equal(8, (int)journal["totalCount"]!);
        long[] sequences = [.. journal["items"]!.AsArray().Select(one => (long)one!["sequence"]!)];
        Assert.Equal(sequences.Order().Distinct(), sequences);
        JsonNode line = journal["items"]![3]!;
        Assert.Equal(("Workflow1:root:first", "Elsa.WriteLine", "FIRST"), ((string)line["nodeId"]!, (string)line["activityType"]!, (string)line["activityName"]!));
        Assert.Equal("""{"Outcomes":["Done"]}""", line["payload"]!.ToJsonString());
        Assert.Equal((string)line["activityInstanceId"]!, (string)journal["items"]![2]!["activityInstanceId"]!);
        foreach (string member in new[] { "id", "parentActivityInstanceId", "activityTypeVersion", "timestamp", "message", "source", "activityState" })
            Assert.True(line.AsObject().ContainsKey(member), member);
    }

    [Fact]
    public async Task Waiting_and_going_on_are_lines_too()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Waiting());
        string[] before = Lines(await ReadAsync(server, id));
        Assert.Equal("wait Suspended", before[^1]);

        await server.Workbench.Client.PublishEventAsync("Go", default, null, "k", CancellationToken.None);
        await server.FinishedAsync(id);

        Assert.Equal(["wait Resumed", "wait Completed", "after Started", "after Completed", "root Completed", "Workflow1 Completed"], Lines(await ReadAsync(server, id))[before.Length..]);
    }

    [Fact]
    public async Task Lines_are_filtered_and_paged()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Loop());

        Assert.Equal(["first Started", "first Completed"], Lines(await ReadAsync(server, id, """{"activityNodeIds":["Workflow1:root:first","Workflow1:root:gone"]}""")));
        Assert.Equal(["set Started", "set Completed"], Lines(await ReadAsync(server, id, """{"activityIds":["set"],"activityNodeIds":null}""")));
        Assert.Equal(6, Lines(await ReadAsync(server, id, """{"activityNodeIds":["Workflow1:root:each:inner"],"excludedActivityTypes":["Elsa.Workflow","Elsa.Flowchart"],"eventNames":null}""")).Length);
        Assert.DoesNotContain(Lines(await ReadAsync(server, id, """{"excludedActivityTypes":["Elsa.Workflow","Elsa.WriteLine"]}""")), line => line.StartsWith("Workflow1", StringComparison.Ordinal) || line.StartsWith("inner", StringComparison.Ordinal));
        Assert.Empty(Lines(await ReadAsync(server, id, """{"activityNodeIds":[]}""")));
        Assert.Empty(Lines(await ReadAsync(server, id, """{"eventNames":["Faulted"]}""")));

        JsonObject all = await ReadAsync(server, id);
        JsonObject page = await ReadAsync(server, id, "{}", "?skip=2&take=3");
        Assert.Equal(Lines(all)[2..5], Lines(page));
        Assert.Equal((int)all["totalCount"]!, (int)page["totalCount"]!);
    }

    [Fact]
    public async Task The_incident_toggle_leaves_the_faulted_line_with_its_message()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Faulty());

        JsonNode line = Assert.Single((await ReadAsync(server, id, """{"eventNames":["Faulted"]}"""))["items"]!.AsArray())!;

        Assert.Equal("bad", (string)line["activityId"]!);
        Assert.Contains("It broke.", (string)line["message"]!, StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Object, line["payload"]!.GetValueKind());
    }

    [Theory]
    [InlineData("?skip=-1")]
    [InlineData("?take=many")]
    public async Task A_page_that_is_none_is_refused(string page)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Sequence("root"));

        (HttpStatusCode status, JsonNode? body) = await new ElsaClient(server.Client).SendAsync(HttpMethod.Get, $"workflow-instances/{id}/journal{page}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty((string)body!["modelBindingError"]!);
    }

    private static string[] Lines(JsonObject journal) => [.. journal["items"]!.AsArray().Select(one => $"{one!["activityId"]} {one["eventName"]}")];

    private static Task<JsonObject> ReadAsync(RunningServer server, string id, string filter = "{}", string page = "")
        => new ElsaClient(server.Client).PostAsync($"workflow-instances/{id}/journal{page}", new JsonObject { ["filter"] = JsonNode.Parse(filter) });
}
