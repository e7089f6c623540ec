using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class KeepingSecrets
{
    private const string Secret = "open-sesame";

    [Fact]
    public async Task A_secret_input_is_in_no_answer_and_in_no_file()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Workbench.Activities.Add<DiscreetActivity>();
        string id = await server.RunAsync(Drawn.Sequence(
            "root",
            $$$"""{"type":"Test.Discreet","version":1,"id":"safe","password":{{{Drawn.Script($"'{Secret}'".Replace("-", "' + '-' + '", StringComparison.Ordinal))}}},"user":{{{Drawn.Literal("ali")}}}}"""));

        foreach (string path in new[] { "", "/journal", "/variables", "/export" })
            Assert.DoesNotContain(Secret, await server.Client.GetStringAsync($"/elsa/api/workflow-instances/{id}{path}"), StringComparison.Ordinal);
        string records = await server.Client.GetStringAsync($"/elsa/api/activity-executions/list?WorkflowInstanceId={id}");
        Assert.DoesNotContain(Secret, records, StringComparison.Ordinal);
        Assert.Contains("\"Password\":\"••••••\"", records, StringComparison.Ordinal);
        Assert.Contains("\"User\":\"ali\"", records, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_is_kept_as_drawn_and_leaves_with_references_only()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject root = JsonNode.Parse(Drawn.Sequence("root", Call("plain", Drawn.Literal(Secret)), Call("named", Drawn.Literal("Bearer ${TOKEN}")), Call("bare", $"\"{Secret}\""), Call("none", "null")))!.AsObject();
        JsonObject saved = await elsa.CreateAsync("Discreet", root);
        string definition = (string)saved["definitionId"]!;

        JsonObject read = await elsa.GetAsync($"workflow-definitions/by-definition-id/{definition}?versionOptions=Latest");
        Assert.Equal(Secret, (string)Authorization(read, 0)["expression"]!["value"]!);

        JsonObject file = await elsa.GetAsync($"workflow-definitions/{definition}/export?versionOptions=Latest");
        Assert.Equal("", (string)Authorization(file, 0)["expression"]!["value"]!);
        Assert.Equal("Bearer ${TOKEN}", (string)Authorization(file, 1)["expression"]!["value"]!);
        using HttpResponseMessage bulk = await server.Client.PostAsync("/elsa/api/bulk-actions/export/workflow-definitions", new StringContent($$"""{"ids":["{{saved["id"]}}"]}"""));
        using var zip = new ZipArchive(await bulk.Content.ReadAsStreamAsync());
        using var entry = new StreamReader(Assert.Single(zip.Entries).Open());
        foreach (string text in new[] { file.ToJsonString(), await entry.ReadToEndAsync() })
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_with_a_secret_input_is_refused_before_anything_is_written()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Workbench.Activities.Add<DiscreetActivity>();
        string broken = Discreet("safe", Drawn.Literal("${DISCREET_TOKEN}")).Replace(Drawn.Literal("ali"), Drawn.Script("nobody.here"), StringComparison.Ordinal);
        string id = await server.RunAsync(Drawn.Sequence("root", broken));

        using HttpResponseMessage refused = await server.Client.PostAsync($"/api/v1/instances/{id}/retry", new StringContent($$$"""{"inputs":{"password":"{{{Secret}}}"}}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("'Password' is secret", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(InstanceSubStatus.Faulted, (await server.Workbench.Store.FindAsync(new InstanceId(id), default))!.SubStatus);
        foreach (string file in Directory.GetFiles(server.Workbench.Settings.Data, "refine.db*"))
            Assert.True(await ReadAsync(file) is var bytes && bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) < 0, $"{file} holds the secret");
    }

    [Fact]
    public void The_products_own_settings_are_not_open_to_workflows()
    {
        Environment.SetEnvironmentVariable("REFINE_Keeping__Secrets", "own");
        Environment.SetEnvironmentVariable("KEEPING_SECRETS_TEST", "open");
        using var folder = new TempFolder();
        RefineSettings settings = RefineSettings.Load(folder.Path);
        Assert.Null(settings.Engine.Settings("REFINE_Keeping__Secrets"));
        Assert.Equal("open", settings.Engine.Settings("KEEPING_SECRETS_TEST"));
    }

    private static string Discreet(string id, string password) => $$$"""{"type":"Test.Discreet","version":1,"id":"{{{id}}}","password":{{{password}}},"user":{{{Drawn.Literal("ali")}}}}""";

    private static string Call(string id, string authorization) => $$$"""{"type":"Elsa.FlowSendHttpRequest","version":1,"id":"{{{id}}}","authorization":{{{authorization}}},"url":{{{Drawn.Literal("http://127.0.0.1/")}}}}""";

    private static JsonNode Authorization(JsonObject definition, int activity) => definition["root"]!["activities"]![activity]!["authorization"]!;

    /// <summary>While others have it open.</summary>
    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var all = new MemoryStream();
        await file.CopyToAsync(all);
        return all.ToArray();
    }
}
