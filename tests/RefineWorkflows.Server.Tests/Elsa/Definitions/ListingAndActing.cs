using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Definitions;

public sealed class ListingAndActing
{
    private static readonly JsonNode Line = JsonNode.Parse("""{"type":"Elsa.Sequence","id":"s","version":1,"activities":[{"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"String","expression":{"type":"Literal","value":"hello"}}}]}""")!;

    [Fact]
    public async Task The_list_is_paged_searched_and_says_who_may_write()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        foreach (string name in new[] { "zz beta", "ZZ Alpha", "zz gamma" })
            await elsa.CreateAsync(name);

        JsonObject page = await elsa.GetAsync("workflow-definitions?versionOptions=Latest&SearchTerm=zz&Page=0&PageSize=2&IsSystem=False&OrderDirection=Ascending");

        Assert.Equal(["ZZ Alpha", "zz beta"], page["items"]!.AsArray().Select(one => (string)one!["name"]!));
        Assert.Equal(3, (int)page["totalCount"]!);
        Assert.Contains(page["links"]!.AsArray(), link => (string)link!["rel"]! == "bulk-publish");
        JsonObject none = await elsa.GetAsync("workflow-definitions?versionOptions=Published&DefinitionIds=nobody");
        Assert.Empty(none["items"]!.AsArray());
        Assert.True((await elsa.GetAsync("workflow-definitions?versionOptions=&Ids=refine-loop-v3"))["items"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task Names_are_unique_in_every_case_but_for_their_owner()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject mine = await elsa.CreateAsync("Mine");

        Assert.False((bool)(await elsa.GetAsync("workflow-definitions/validation/is-name-unique?name=%20mine%20"))["isUnique"]!);
        Assert.True((bool)(await elsa.GetAsync($"workflow-definitions/validation/is-name-unique?name=Mine&definitionId={mine["definitionId"]}"))["isUnique"]!);
        Assert.True((bool)(await elsa.GetAsync("workflow-definitions/validation/is-name-unique?name=Yours"))["isUnique"]!);
    }

    [Fact]
    public async Task Publishing_retracting_reverting_and_deleting_follow_elsas_rules()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject first = await elsa.CreateAsync("Steps", Line.DeepClone().AsObject());
        string id = (string)first["definitionId"]!;

        Assert.False((bool)(await elsa.PostAsync($"workflow-definitions/{id}/publish", new JsonObject()))["alreadyPublished"]!);
        Assert.True((bool)(await elsa.PostAsync($"workflow-definitions/{id}/publish", new JsonObject()))["alreadyPublished"]!);
        JsonObject retracted = await elsa.PostAsync($"workflow-definitions/{id}/retract", new JsonObject());
        Assert.Equal((false, true), ((bool)retracted["isPublished"]!, (bool)retracted["isLatest"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await elsa.SendAsync(HttpMethod.Post, $"workflow-definitions/{id}/retract", new JsonObject())).Status);

        (HttpStatusCode status, JsonNode? reverted) = await elsa.SendAsync(HttpMethod.Post, $"workflow-definitions/{id}/revert/1");
        Assert.Equal((HttpStatusCode.Created, 2), (status, (int)reverted!["version"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await elsa.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{reverted["id"]}")).Status);
        Assert.Equal(1, (int)(await elsa.GetAsync($"workflow-definitions/by-definition-id/{id}"))["version"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await elsa.SendAsync(HttpMethod.Delete, $"workflow-definitions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync(HttpMethod.Delete, $"workflow-definitions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync(HttpMethod.Get, $"workflow-definitions/by-definition-id/{id}")).Status);
    }

    [Fact]
    public async Task Many_are_published_and_retracted_at_once_and_each_ones_fate_is_told()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string good = (string)(await elsa.CreateAsync("Good", Line.DeepClone().AsObject()))["definitionId"]!;
        string bad = (string)(await elsa.CreateAsync("Bad", new JsonObject { ["type"] = "Acme.Nothing", ["id"] = "a", ["version"] = 1 }))["definitionId"]!;

        JsonObject published = await elsa.PostAsync("bulk-actions/publish/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(good, bad, "refine-loop", "nobody") });

        Assert.Equal((good, "refine-loop", "nobody", bad), (One(published, "published"), One(published, "alreadyPublished"), One(published, "notFound"), One(published, "failed")));
        JsonObject retracted = await elsa.PostAsync("bulk-actions/retract/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(good, bad) });
        Assert.Equal((good, bad), (One(retracted, "retracted"), One(retracted, "alreadyRetracted")));
        Assert.Equal(2, (int)(await elsa.PostAsync("bulk-actions/delete/workflow-definitions/by-definition-id", new JsonObject { ["definitionIds"] = new JsonArray(good, bad, good) }))["deleted"]!);
    }

    [Fact]
    public async Task A_published_loop_runs_and_the_answer_names_the_instance_in_a_header()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = (string)(await elsa.CreateAsync("Line", Line.DeepClone().AsObject()))["definitionId"]!;
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.SendAsync(HttpMethod.Post, $"workflow-definitions/{id}/execute", new JsonObject())).Status);
        await elsa.PostAsync($"workflow-definitions/{id}/publish", new JsonObject());

        using HttpResponseMessage run = await server.Client.PostAsync($"/elsa/api/workflow-definitions/{id}/execute", null);

        Assert.Equal(HttpStatusCode.OK, run.StatusCode);
        Assert.Equal(16, Assert.Single(run.Headers.GetValues("x-elsa-workflow-instance-id")).Length);
    }

    [Fact]
    public async Task Exported_files_are_named_as_elsas_and_come_back_in()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject created = await elsa.CreateAsync("My Loop!", Line.DeepClone().AsObject());

        using HttpResponseMessage file = await server.Client.GetAsync($"/elsa/api/workflow-definitions/{created["definitionId"]}/export?versionOptions=Latest&includeConsumingWorkflows=False");
        Assert.Equal($"workflow-definition-my-loop-{created["definitionId"]}-{created["id"]}.json", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        JsonObject json = JsonNode.Parse(await file.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal("$schema", json.First().Key);
        await elsa.SendAsync(HttpMethod.Delete, $"workflow-definitions/{created["definitionId"]}");
        JsonObject imported = await elsa.PostAsync("workflow-definitions/import", json);
        Assert.Equal(((string)created["definitionId"]!, false), ((string)imported["definitionId"]!, (bool)imported["isPublished"]!));

        using HttpResponseMessage zip = await server.Client.PostAsync("/elsa/api/bulk-actions/export/workflow-definitions", new StringContent($$"""{"ids":["{{imported["id"]}}","refine-loop-v3"]}"""));
        byte[] archive = await zip.Content.ReadAsByteArrayAsync();
        using (var read = new ZipArchive(new MemoryStream(archive)))
            Assert.Equal(2, read.Entries.Count);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(archive), "files", "loops.zip" } };
        using HttpResponseMessage back = await server.Client.PostAsync("/elsa/api/workflow-definitions/import-files", form);
        Assert.Equal(2, (int)JsonNode.Parse(await back.Content.ReadAsStringAsync())!["count"]!);
    }

    [Theory]
    [InlineData("../evil.json", "{}", "leads out")]
    [InlineData("a.json", "[1]", "not a JSON object")]
    [InlineData("a.json", "{\"definitionId\":\"x\"}", "root")]
    public async Task A_hostile_archive_is_refused_as_a_whole_and_nothing_is_stored(string name, string content, string reason)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        int before = (int)(await elsa.GetAsync("workflow-definitions/query/count"))["count"]!;
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (Stream good = zip.CreateEntry("good.json").Open())
                await good.WriteAsync("{\"definitionId\":\"good\",\"name\":\"good\",\"root\":{\"type\":\"Elsa.Sequence\",\"id\":\"s\",\"version\":1}}"u8.ToArray());
            await using Stream bad = zip.CreateEntry(name).Open();
            await bad.WriteAsync(System.Text.Encoding.UTF8.GetBytes(content));
        }

        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes.ToArray()), "files", "loops.zip" } };
        using HttpResponseMessage refused = await server.Client.PostAsync("/elsa/api/workflow-definitions/import-files", form);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(reason, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, (int)(await elsa.GetAsync("workflow-definitions/query/count"))["count"]!);
    }

    [Fact]
    public async Task A_bomb_is_stopped_while_it_unpacks()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using Stream entry = zip.CreateEntry("bomb.json", CompressionLevel.SmallestSize).Open();
            byte[] blank = new byte[1 << 20];
            Array.Fill(blank, (byte)' ');
            for (int i = 0; i < 40; i++)
                await entry.WriteAsync(blank);
        }

        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes.ToArray()), "files", "bomb.zip" } };
        using HttpResponseMessage refused = await server.Client.PostAsync("/elsa/api/workflow-definitions/import-files", form);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("larger than 10 MB", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_used_as_an_activity_has_a_descriptor_and_opens_in_a_subgraph()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject child = await elsa.CreateAsync("my child", Line.DeepClone().AsObject());
        child["options"]!["usableAsActivity"] = true;
        child["outcomes"] = new JsonArray("Good");
        child = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(child, publish: true)))["workflowDefinition"]!.AsObject();
        JsonNode descriptor = (await elsa.GetAsync("descriptors/activities?Refresh=True"))["items"]!.AsArray().Single(one => (string)one!["typeName"]! == "MyChild")!;
        Assert.Equal(["Root", "Good"], descriptor["ports"]!.AsArray().Select(port => (string)port!["name"]!));
        Assert.Equal((string)child["id"]!, (string)descriptor["constructionProperties"]!["WorkflowDefinitionVersionId"]!);

        JsonObject parent = await elsa.CreateAsync("Parent", JsonNode.Parse($$"""
            {"type":"Elsa.Flowchart","id":"f","version":1,"connections":[],"activities":[{"type":"MyChild","id":"c","version":1,"workflowDefinitionId":"{{child["definitionId"]}}","workflowDefinitionVersionId":"{{child["id"]}}"}]}
            """)!.AsObject());

        JsonNode drawn = parent["root"]!["activities"]![0]!;
        Assert.Equal((1, (string)child["id"]!, false), ((int)drawn["latestAvailablePublishedVersion"]!, (string)drawn["latestAvailablePublishedVersionId"]!, drawn.AsObject().ContainsKey("root")));
        JsonObject node = await elsa.GetAsync($"workflow-definitions/subgraph/{parent["id"]}?parentNodeId=Workflow1:f:c");
        Assert.Equal("Workflow1:f:c:s:w", (string)node["activity"]!["root"]!["activities"]![0]!["nodeId"]!);
        JsonObject segments = await elsa.GetAsync($"workflow-definitions/subgraph/segments/{parent["id"]}?childNodeId=Workflow1:f:c:s:w");
        Assert.Equal(["c", "s"], segments["pathSegments"]!.AsArray().Select(one => (string)one!["activityId"]!));
        Assert.Equal("Workflow1:f:c:s", (string)segments["container"]!["nodeId"]!);
        Assert.Equal([(string)parent["definitionId"]!], (await elsa.GetAsync($"workflow-definitions/{child["definitionId"]}/consumers"))["consumingWorkflowDefinitionIds"]!.AsArray().Select(one => (string)one!));
    }

    private static string One(JsonObject answer, string list) => (string)Assert.Single(answer[list]!.AsArray())!;
}
