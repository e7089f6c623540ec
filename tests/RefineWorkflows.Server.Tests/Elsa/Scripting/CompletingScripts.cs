using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Scripting;

public sealed class CompletingScripts
{
    [Fact]
    public async Task The_editor_learns_the_variables_and_inputs_of_the_workflow_with_their_types()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject model = await elsa.CreateAsync("Scripted");
        model["variables"] = JsonNode.Parse("""[{"id":"v1","name":"best score","typeName":"Double","isArray":false},{"id":"v2","name":"words","typeName":"String","isArray":true}]""");
        model["inputs"] = JsonNode.Parse("""[{"name":"Goal","type":"String","displayName":"Goal"}]""");
        await elsa.PostAsync("workflow-definitions", ElsaClient.Save(model));

        using HttpResponseMessage response = await AskAsync(server, (string)model["definitionId"]!, "Elsa.WriteLine");
        string text = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/x-typescript", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("declare function getBestScore(): number;", text, StringComparison.Ordinal);
        Assert.Contains("declare function setBestScore(value: number): void;", text, StringComparison.Ordinal);
        Assert.Contains("  words: string[];", text, StringComparison.Ordinal);
        Assert.Contains("declare function getGoal(): string;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("setOutcome", text, StringComparison.Ordinal);
        using HttpResponseMessage running = await AskAsync(server, (string)model["definitionId"]!, "Elsa.RunJavaScript");
        Assert.Contains("declare function setOutcome(", await running.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_workflow_has_no_declarations()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage response = await AskAsync(server, "nobody", "Elsa.WriteLine");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string definitionId, string activityType)
        => server.Client.PostAsJsonAsync($"/elsa/api/scripting/javascript/type-definitions/{definitionId}", new { workflowDefinitionId = definitionId, activityTypeName = activityType, propertyName = "Text" });
}
