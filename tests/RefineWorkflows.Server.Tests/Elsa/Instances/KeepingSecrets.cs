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
}
