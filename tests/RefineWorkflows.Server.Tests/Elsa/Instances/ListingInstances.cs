using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class ListingInstances
{
    /// <summary>The request as Studio sends it.</summary>
    private const string Request = """
        {"page":0,"pageSize":10,"searchTerm":"","definitionId":null,"definitionIds":[],"correlationId":null,"version":null,"hasIncidents":null,"isSystem":false,"status":null,"statuses":[],
         "subStatus":null,"subStatuses":[],"orderBy":null,"orderDirection":"Descending","timestampFilters":[]}
        """;

    [Fact]
    public async Task A_row_has_what_studio_shows()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Faulty(), "faulty", "My name");

        JsonObject page = await ListAsync(server);

        Assert.Equal(1, (int)page["totalCount"]!);
        JsonNode row = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(["id", "definitionId", "definitionVersionId", "version", "status", "subStatus", "correlationId", "name", "incidentCount", "createdAt", "updatedAt", "finishedAt"], row.AsObject().Select(one => one.Key));
        Assert.Equal((id, "faulty", "faulty-v1", 1, "Finished", "Faulted", "My name", 1), (
            (string)row["id"]!, (string)row["definitionId"]!, (string)row["definitionVersionId"]!, (int)row["version"]!,
            (string)row["status"]!, (string)row["subStatus"]!, (string)row["name"]!, (int)row["incidentCount"]!));
        Assert.NotNull(row["updatedAt"]);
    }

    [Fact]
    public async Task The_list_is_filtered_ordered_and_paged()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string finished = await server.RunAsync(Drawn.Loop(), "loop", "B");
        string waiting = await server.RunAsync(Drawn.Waiting(), "waiting", "c");
        string faulted = await server.RunAsync(Drawn.Faulty(), "faulty", "A");

        await AssertAsync(server, [faulted, waiting, finished]);
        await AssertAsync(server, [finished, waiting, faulted], ("orderDirection", "Ascending"));
        await AssertAsync(server, [faulted, finished, waiting], ("orderBy", "Name"), ("orderDirection", "Ascending"));
        await AssertAsync(server, [faulted, finished, waiting], ("orderBy", "Finished"));
        await AssertAsync(server, [faulted, waiting, finished], ("orderBy", "LastExecuted"));
        await AssertAsync(server, [waiting], ("statuses", new JsonArray("Running")));
        await AssertAsync(server, [faulted, waiting], ("subStatuses", new JsonArray("Faulted", "Suspended")));
        await AssertAsync(server, [faulted], ("hasIncidents", true));
        await AssertAsync(server, [waiting, finished], ("definitionIds", new JsonArray("loop", "waiting")));
        await AssertAsync(server, [waiting], ("searchTerm", "WAIT"));
        await AssertAsync(server, [], ("isSystem", true));
        await AssertAsync(server, [], ("version", 2));
        await AssertAsync(server, [], ("correlationId", "nobody's"));
        await AssertAsync(server, [faulted, finished], ("timestampFilters", JsonNode.Parse("""[{"column":"finishedat","operator":"GreaterThan","timestamp":"2026-01-01T00:00:00+00:00"},{"column":null,"operator":"Is","timestamp":"2026-01-01T00:00:00Z"}]""")));
        await AssertAsync(server, [], ("timestampFilters", JsonNode.Parse("""[{"column":"CreatedAt","operator":"LessThan","timestamp":"2020-01-01T00:00:00+00:00"}]""")));
        await AssertAsync(server, [waiting], ("page", 1), ("pageSize", 1), ("TOTAL", 3));
        await AssertAsync(server, [], ("page", 0), ("pageSize", 0), ("TOTAL", 3));
    }

    [Fact]
    public async Task The_same_list_can_be_asked_for_by_a_query()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string waiting = await server.RunAsync(Drawn.Waiting(), "waiting");
        await server.RunAsync(Drawn.Loop(), "loop");

        JsonObject page = await elsa.GetAsync("workflow-instances?Page=0&PageSize=5&DefinitionIds=waiting&DefinitionIds=other&IsSystem=False&Statuses=running&SearchTerm=&OrderDirection=Descending");

        Assert.Equal(waiting, (string)Assert.Single(page["items"]!.AsArray())!["id"]!);
        Assert.Equal(1, (int)page["totalCount"]!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"page":"first"}""")]
    [InlineData("""{"page":-1}""")]
    [InlineData("""{"page":2000000000,"pageSize":1000}""")]
    [InlineData("""{"statuses":["Sleeping"]}""")]
    [InlineData("""{"timestampFilters":[{"column":"BornAt","operator":"Is","timestamp":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"Is","timestamp":"yesterday"}]}""")]
    public async Task A_list_that_cannot_be_understood_is_refused_with_the_reason(string body)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage response = await server.Client.PostAsync("/elsa/api/workflow-instances", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["modelBindingError"]!);
    }

    private static async Task AssertAsync(RunningServer server, string[] expected, params (string Member, JsonNode? Value)[] members)
    {
        JsonObject page = await ListAsync(server, [.. members.Where(one => one.Member != "TOTAL")]);
        Assert.Equal(expected, page["items"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Equal((int?)members.FirstOrDefault(one => one.Member == "TOTAL").Value ?? expected.Length, (int)page["totalCount"]!);
    }

    private static async Task<JsonObject> ListAsync(RunningServer server, params (string Member, JsonNode? Value)[] members)
    {
        JsonObject request = JsonNode.Parse(Request)!.AsObject();
        foreach ((string member, JsonNode? value) in members)
            request[member] = value;
        return await new ElsaClient(server.Client).PostAsync("workflow-instances", request);
    }
}
