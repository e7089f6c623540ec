using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

/// <summary>Instances as files, from one server to another.</summary>
public sealed class CarryingInstances
{
    [Fact]
    public async Task An_export_tells_the_instance_in_elsas_words()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Loop());

        using HttpResponseMessage response = await server.Client.GetAsync($"/elsa/api/workflow-instances/{id}/export");

        Assert.Equal($"workflow-instance-{id}.json", response.Content.Headers.ContentDisposition!.FileName);
        JsonObject file = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(["workflowState", "bookmarks", "activityExecutionRecords", "workflowExecutionLogRecords", "journal"], file.Select(one => one.Key));
        Assert.Equal(id, (string)file["workflowState"]!["id"]!);
        Assert.Equal(3, file["activityExecutionRecords"]!.AsArray().Count(one => (string)one!["activityId"]! == "inner"));
        Assert.Equal("Workflow1 Started", $"{file["workflowExecutionLogRecords"]![0]!["activityId"]} {file["workflowExecutionLogRecords"]![0]!["eventName"]}");
    }

    [Fact]
    public async Task An_imported_instance_is_the_same_to_whoever_looks()
    {
        await using RunningServer from = await RunningServer.StartAsync();
        await using RunningServer to = await RunningServer.StartAsync();
        string id = await from.RunAsync(Drawn.Loop());
        await to.PublishAsync("drawn", Drawn.Loop());

        Assert.Equal("""{"imported":1,"count":1}""", (await ImportAsync(to, await ExportAsync(from, id))).Body);

        foreach (string path in new[] { $"workflow-instances/{id}/journal", $"workflow-instances/{id}/variables", $"activity-executions/list?WorkflowInstanceId={id}", $"workflow-instances/{id}" })
        {
            JsonObject before = await new ElsaClient(from.Client).GetAsync(path);
            JsonObject after = await new ElsaClient(to.Client).GetAsync(path);
            foreach (JsonObject one in new[] { before, after })
            {
                one.Remove("updatedAt");
                (one["workflowState"] as JsonObject)?.Remove("updatedAt");
            }

            Assert.True(JsonNode.DeepEquals(before, after), $"{path}\n{before.ToJsonString()}\n{after.ToJsonString()}");
        }

        Assert.Equal("""{"imported":0,"count":0}""", (await ImportAsync(to, await ExportAsync(from, id))).Body);
    }

    [Fact]
    public async Task An_instance_that_was_not_over_comes_in_paused_and_goes_on_when_it_is_told_to()
    {
        await using RunningServer from = await RunningServer.StartAsync();
        await using RunningServer to = await RunningServer.StartAsync();
        string id = await from.RunAsync(Drawn.Waiting());
        await to.PublishAsync("drawn", Drawn.Waiting());
        await ImportAsync(to, await ExportAsync(from, id));
        Assert.True((await to.Workbench.Store.FindAsync(new InstanceId(id), CancellationToken.None))!.IsPaused);

        await to.Workbench.Client.PublishEventAsync("Go", default, null, "k", CancellationToken.None);
        Assert.Equal(InstanceStatus.Running, (await to.Workbench.Store.FindAsync(new InstanceId(id), CancellationToken.None))!.Status);
        await to.Workbench.Client.ResumeAsync(new InstanceId(id), CancellationToken.None);

        await to.SettledAsync(id, header => header.SubStatus == InstanceSubStatus.Finished);
        Assert.Equal(InstanceStatus.Running, (await from.Workbench.Store.FindAsync(new InstanceId(id), CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Many_travel_in_one_zip()
    {
        await using RunningServer from = await RunningServer.StartAsync();
        await using RunningServer to = await RunningServer.StartAsync();
        string first = await from.RunAsync(Drawn.Loop());
        string second = await from.RunAsync(Drawn.Loop());
        await to.PublishAsync("drawn", Drawn.Loop());

        using HttpResponseMessage zip = await from.Client.PostAsync("/elsa/api/bulk-actions/export/workflow-instances", Json($$"""{"ids":["{{first}}","{{second}}","nobody"]}"""));
        byte[] bytes = await zip.Content.ReadAsByteArrayAsync();
        using (var archive = new ZipArchive(new MemoryStream(bytes)))
            Assert.Equal([$"workflow-instance-{first}.json", $"workflow-instance-{second}.json"], archive.Entries.Select(one => one.Name));

        Assert.Equal("""{"imported":2,"count":2}""", (await ImportAsync(to, bytes)).Body);
        Assert.Equal(HttpStatusCode.NoContent, (await from.Client.PostAsync("/elsa/api/bulk-actions/export/workflow-instances", Json("""{"ids":["nobody"]}"""))).StatusCode);
    }

    public static TheoryData<string, string> Damaged => new()
    {
        { "no instance", """{"workflowState":{}}""" },
        { "no journal", """{"workflowState":{"id":"one"}}""" },
        { "a path for an id", """{"workflowState":{"id":"../one"},"journal":[]}""" },
        { "an empty journal", """{"workflowState":{"id":"one"},"journal":[]}""" },
        { "entries that are none", """{"workflowState":{"id":"one"},"journal":[1]}""" },
        { "an entry without a time", """{"workflowState":{"id":"one"},"journal":[{"sequence":1,"kind":"created","payload":{}}]}""" },
        { "a journal without its beginning", """{"workflowState":{"id":"one"},"journal":[{"sequence":1,"at":"2026-01-01T00:00:00Z","kind":"paused","payload":{"paused":true}}]}""" },
        { "a version that is not here", """{"workflowState":{"id":"one"},"journal":[{"sequence":1,"at":"2026-01-01T00:00:00Z","kind":"created","payload":{"definitionId":"x","versionId":"x-v9","version":9,"input":{}}}]}""" },
        { "a visit from nowhere", """{"workflowState":{"id":"one"},"journal":[{"sequence":1,"at":"2026-01-01T00:00:00Z","kind":"created","payload":{"definitionId":"x","versionId":"x-v9","version":9,"input":{}}},{"sequence":2,"at":"2026-01-01T00:00:00Z","kind":"canceled","execution":7,"payload":{}}]}""" },
        { "a kind that is unknown", """{"workflowState":{"id":"one"},"journal":[{"sequence":1,"at":"2026-01-01T00:00:00Z","kind":"dreamt","payload":{}}]}""" },
        { "no JSON", "PK nothing" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task A_file_that_cannot_be_brought_back_is_refused_with_the_reason(string what, string file)
    {
        await using RunningServer server = await RunningServer.StartAsync();

        (HttpStatusCode status, string body) = await ImportAsync(server, Encoding.UTF8.GetBytes(file));

        Assert.True(status == HttpStatusCode.BadRequest, $"{what}: {status} {body}");
        Assert.NotEmpty((string)JsonNode.Parse(body)!["modelBindingError"]!);
        Assert.Equal(0, await server.Workbench.Store.CountAsync(new(), CancellationToken.None));
    }

    private static Task<byte[]> ExportAsync(RunningServer server, string id) => server.Client.GetByteArrayAsync($"/elsa/api/workflow-instances/{id}/export");

    private static async Task<(HttpStatusCode Status, string Body)> ImportAsync(RunningServer server, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "files", "instance.json" } };
        using HttpResponseMessage response = await server.Client.PostAsync("/elsa/api/bulk-actions/import/workflow-instances", form);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
