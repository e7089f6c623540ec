using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Definitions;

public sealed class SavingDefinitions
{
    [Fact]
    public async Task A_new_definition_is_an_editable_draft_with_every_list_that_studio_reads()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);

        JsonObject created = await elsa.CreateAsync("Workflow 1");

        Assert.Equal(1, (int)created["version"]!);
        Assert.True((bool)created["isLatest"]!);
        Assert.False((bool)created["isPublished"]!);
        Assert.Contains(created["links"]!.AsArray(), link => (string)link!["rel"]! == "publish");
        foreach (string list in new[] { "variables", "inputs", "outputs", "outcomes" })
            Assert.Empty(created[list]!.AsArray());
        Assert.Equal("Workflow1:f1", (string)created["root"]!["nodeId"]!);
        Assert.Empty(created["root"]!["activities"]!.AsArray());
        Assert.Empty(created["root"]!["connections"]!.AsArray());
        JsonObject read = await elsa.GetAsync($"workflow-definitions/by-definition-id/{created["definitionId"]}?versionOptions=Latest");
        Assert.True(JsonNode.DeepEquals(created, read));
    }

    [Fact]
    public async Task What_studio_sends_comes_back_equal_unknown_members_included()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject model = await elsa.CreateAsync("Round trip");
        model["root"] = JsonNode.Parse("""
            {"type":"Elsa.Flowchart","version":1,"id":"f1","nodeId":"wrong","name":"Flowchart1","metadata":{"designer":{"position":{"x":1.5,"y":-2},"size":{"width":0,"height":0}}},"customProperties":{"mergeMode":"Merge","mine":{"a":[1,null]}},
             "start":null,"notes":"ours",
             "activities":[
               {"type":"Elsa.WriteLine","version":1,"id":"w1","nodeId":"Workflow1:f1:w1","name":"WriteLine1","metadata":{},"customProperties":{},"text":{"typeName":"String","expression":{"type":"JavaScript","value":"'<b>' + getVar1()"},"memoryReference":null}},
               {"type":"Elsa.If","version":1,"id":"i1","nodeId":"Workflow1:f1:i1","metadata":{},"customProperties":{},"then":{"type":"Elsa.Sequence","version":1,"id":"s1","nodeId":"x","metadata":{},"customProperties":{},"activities":[{"type":"Elsa.FlowSwitch","version":1,"id":"w2","nodeId":"y","metadata":{},"customProperties":{},"cases":[{"label":"Red","condition":{"type":"JavaScript","value":"true"},"activity":null}]}]}}],
             "connections":[{"source":{"activity":"w1","port":"Done"},"target":{"activity":"i1","port":"In"},"vertices":[{"x":1,"y":2}]}]}
            """);
        model["customProperties"] = JsonNode.Parse("""{"VariableTestValues":{},"logPersistenceConfig":{"default":{"evaluationMode":"Strategy","strategyType":"x","expression":null}}}""");
        model["variables"] = JsonNode.Parse("""[{"id":"3760783926e2f702","name":"Var1","typeName":"String","isArray":false,"value":"größer","storageDriverTypeName":"WorkflowInstanceStorageDriver","extra":true}]""");

        JsonObject saved = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(model, publish: false)))["workflowDefinition"]!.AsObject();

        model["root"]!["nodeId"] = "Workflow1:f1";
        model["root"]!["activities"]![1]!["then"]!["nodeId"] = "Workflow1:f1:i1:s1";
        model["root"]!["activities"]![1]!["then"]!["activities"]![0]!["nodeId"] = "Workflow1:f1:i1:s1:w2";
        Assert.Equal(model.ToJsonString(), Ordered(saved, model).ToJsonString());
    }

    [Fact]
    public async Task A_published_version_is_never_changed_the_next_save_makes_the_next_version()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject first = await elsa.CreateAsync("Versions");
        JsonObject published = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(first, publish: true)))["workflowDefinition"]!.AsObject();
        Assert.Equal((true, (string)first["id"]!), ((bool)published["isPublished"]!, (string)published["id"]!));

        published["name"] = "Versions, renamed";
        JsonObject second = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(published, publish: false)))["workflowDefinition"]!.AsObject();

        Assert.Equal(2, (int)second["version"]!);
        Assert.NotEqual((string)first["id"]!, (string)second["id"]!);
        JsonObject old = await elsa.GetAsync($"workflow-definitions/by-id/{first["id"]}");
        Assert.Equal(("Versions", false, true), ((string)old["name"]!, (bool)old["isLatest"]!, (bool)old["isPublished"]!));
        JsonObject again = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(second, publish: false)))["workflowDefinition"]!.AsObject();
        Assert.Equal((string)second["id"]!, (string)again["id"]!);
    }

    [Fact]
    public async Task A_draft_that_an_instance_stands_on_is_never_changed_either()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject draft = await elsa.CreateAsync("Tried out");
        using HttpResponseMessage run = await server.Client.PostAsync($"/elsa/api/workflow-definitions/{draft["definitionId"]}/execute", new StringContent("""{"versionOptions":"Latest"}"""));
        Assert.True(run.Headers.Contains("x-elsa-workflow-instance-id"), await run.Content.ReadAsStringAsync());

        JsonObject next = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(draft)))["workflowDefinition"]!.AsObject();

        Assert.Equal(2, (int)next["version"]!);
    }

    [Fact]
    public async Task An_unknown_activity_travels_as_a_placeholder_is_kept_and_refused_at_publish_by_name_and_path()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject created = await elsa.CreateAsync("Strange", JsonNode.Parse("""{"type":"Elsa.Sequence","id":"s","version":1,"activities":[{"type":"Acme.Teleport","version":3,"id":"t","where":{"x":1},"metadata":{"designer":{"position":{"x":0,"y":0}}}}]}""")!.AsObject());
        JsonNode placeholder = created["root"]!["activities"]![0]!;
        Assert.Equal(("Elsa.NotFoundActivity", "Acme.Teleport", "t"), ((string)placeholder["type"]!, (string)placeholder["missingTypeName"]!, (string)placeholder["id"]!));
        placeholder["metadata"]!["designer"]!["position"]!["x"] = 40;
        await elsa.PostAsync("workflow-definitions", ElsaClient.Save(created));

        JsonNode file = (await elsa.SendAsync(HttpMethod.Get, $"workflow-definitions/{created["definitionId"]}/export?versionOptions=Latest")).Body!;
        JsonNode original = file["root"]!["activities"]![0]!;
        Assert.Equal(("Acme.Teleport", 1, 40), ((string)original["type"]!, (int)original["where"]!["x"]!, (int)original["metadata"]!["designer"]!["position"]!["x"]!));
        (HttpStatusCode status, JsonNode? refused) = await elsa.SendAsync(HttpMethod.Post, $"workflow-definitions/{created["definitionId"]}/publish", new JsonObject());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        string sentence = (string)refused!["errors"]!["generalErrors"]![0]!;
        Assert.Contains("Acme.Teleport", sentence, StringComparison.Ordinal);
        Assert.Contains("$.root.activities[0].type", sentence, StringComparison.Ordinal);
    }

    /// <summary>The same members in the order of another object: order means nothing in JSON.</summary>
    private static JsonObject Ordered(JsonObject json, JsonObject like)
    {
        var ordered = new JsonObject();
        foreach (string name in like.Select(one => one.Key).Union(json.Select(one => one.Key)))
            ordered[name] = (json[name], like[name]) switch
            {
                (JsonObject inner, JsonObject pattern) => Ordered(inner, pattern),
                (JsonArray items, JsonArray patterns) => new JsonArray([.. items.Select((item, at) => item is JsonObject one && at < patterns.Count && patterns[at] is JsonObject pattern ? Ordered(one, pattern) : item?.DeepClone())]),
                (JsonNode value, _) => value.DeepClone(),
                _ => null,
            };
        return ordered;
    }
}
