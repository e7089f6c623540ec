using System.Text.RegularExpressions;
using RefineWorkflows.Server.Tests.Elsa;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Telemetry;

public sealed class Metrics
{
    [Fact]
    public async Task Finished_instances_and_the_time_they_waited_are_counted()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        double before = Value(await server.Client.GetStringAsync("/metrics"), "workflow_instances_completed_total");
        var elsa = new ElsaClient(server.Client);
        string id = (string)(await elsa.CreateAsync("Nothing"))["definitionId"]!;
        await elsa.PostAsync($"workflow-definitions/{id}/publish");
        for (int i = 0; i < 3; i++)
            await elsa.PostAsync($"workflow-definitions/{id}/execute");

        string page;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        do
            page = await server.Client.GetStringAsync("/metrics", patience.Token);
        while (Value(page, "workflow_instances_completed_total") < before + 3);

        Assert.Matches(new Regex("workflow_dispatch_latency_seconds_bucket\\{le=\"60\"\\} [1-9]"), page);
        Assert.Contains("# TYPE workflow_instances_active gauge", page, StringComparison.Ordinal);
        Assert.Contains("workflow_queue_depth 0", page, StringComparison.Ordinal);
    }

    private static double Value(string page, string name)
        => Regex.Match(page, $"^{name} (.+)$", RegexOptions.Multiline) is { Success: true } match ? double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
}
