using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Tests.Elsa.Instances;
using RefineWorkflows.Server.Tests.Shared;
using Drawn = RefineWorkflows.Server.Tests.Elsa.Instances.Drawn;

namespace RefineWorkflows.Server.Tests.Elsa.Hub;

public sealed class ObservingInstances
{
    private static readonly string[] WholeMessage = ["WorkflowExecutionLogUpdatedAsync", "ActivityExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"];

    [Fact]
    public async Task An_observer_is_told_at_once_how_the_instance_stands()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Waiting());
        await using HubListener listener = await HubListener.ConnectAsync(server);

        await listener.ObserveAsync(id);

        List<(string Target, JsonObject Argument)> messages = await listener.ToInstanceAsync();
        Assert.Equal(WholeMessage, messages.Select(one => one.Target));
        Assert.Equal("{}", messages[0].Argument.ToJsonString());
        JsonNode waiting = messages[1].Argument["stats"]!.AsArray().Single(one => (string)one!["activityId"]! == "wait")!;
        Assert.Equal((true, "Workflow1:root:wait", 1), ((bool)waiting["isBlocked"]!, (string)waiting["activityNodeId"]!, (int)waiting["startedCount"]!));
        Assert.Equal($$"""{"workflowInstanceId":"{{id}}"}""", messages[2].Argument.ToJsonString());
    }

    [Fact]
    public async Task What_happens_later_is_told_with_lines_and_badges_before_the_instance()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Waiting());
        await using HubListener listener = await HubListener.ConnectAsync(server);
        await listener.ObserveAsync(id);
        await listener.ToInstanceAsync();

        await server.Workbench.Client.PublishEventAsync("Go", default, null, "k", CancellationToken.None);

        var badges = new Dictionary<string, JsonNode>();
        while (!badges.ContainsKey("Workflow1"))
        {
            List<(string Target, JsonObject Argument)> messages = await listener.ToInstanceAsync();
            Assert.Equal(WholeMessage, messages.Select(one => one.Target));
            foreach (JsonNode? stat in messages[1].Argument["stats"]!.AsArray())
                badges[(string)stat!["activityId"]!] = stat;
        }

        // Whoever hears of the end can read the end.
        Assert.Equal("Finished", (string)(await new ElsaClient(server.Client).GetAsync($"workflow-instances/{id}"))["status"]!);
        Assert.Equal(["Workflow1", "after", "root", "wait"], badges.Keys.Order(StringComparer.Ordinal));
        Assert.All(badges.Values, one => Assert.Equal((1, false), ((int)one["completedCount"]!, (bool)one["isBlocked"]!)));
    }

    [Fact]
    public async Task What_another_process_does_is_told_too()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Waiting());
        await using HubListener listener = await HubListener.ConnectAsync(server);
        await listener.ObserveAsync(id);
        await listener.ToInstanceAsync();
        await server.Workbench.Host.StopAsync();

        await using (Workbench other = await Workbench.OpenAsync(server.Workbench.Settings, TextWriter.Null, TextWriter.Null, CancellationToken.None))
        {
            await other.Client.CancelAsync(new InstanceId(id), CancellationToken.None);
            other.Host.Start();
            await server.SettledAsync(id, header => header.SubStatus == InstanceSubStatus.Cancelled);
        }

        List<(string Target, JsonObject Argument)> messages = await listener.ToInstanceAsync();
        Assert.Contains(messages[1].Argument["stats"]!.AsArray(), one => (string)one!["activityId"]! == "wait" && (int)one["completedCount"]! == 1);
    }

    [Fact]
    public async Task Observers_hear_of_their_own_instance_only()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string mine = await server.RunAsync(Drawn.Waiting(), "mine");
        string other = await server.RunAsync(Drawn.Sequence("root", Drawn.Event("wait", "Other")), "other");
        await using HubListener listener = await HubListener.ConnectAsync(server);
        await listener.ObserveAsync(mine);
        await listener.ToInstanceAsync();

        await server.Workbench.Client.PublishEventAsync("Other", default, null, "k1", CancellationToken.None);
        await server.FinishedAsync(other);
        await server.Workbench.Client.PublishEventAsync("Go", default, null, "k2", CancellationToken.None);

        Assert.Equal(mine, (string)(await listener.ToInstanceAsync())[^1].Argument["workflowInstanceId"]!);
    }

    [Fact]
    public async Task Many_changes_in_a_short_time_are_few_messages()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string items = $"[{string.Join(',', Enumerable.Range(0, 300))}]";
        string loop = $$$"""{"type":"Elsa.ForEach","version":1,"id":"each","items":{"typeName":"Object","expression":{"type":"Object","value":"{{{items}}}"}},"body":{{{Drawn.Line("inner", "'item'")}}}}""";
        string id = await server.RunAsync(Drawn.Sequence("root", Drawn.Event("wait", "Go"), loop));
        await using HubListener listener = await HubListener.ConnectAsync(server);
        await listener.ObserveAsync(id);
        await listener.ToInstanceAsync();

        await server.Workbench.Client.PublishEventAsync("Go", default, null, "k", CancellationToken.None);

        int updates = 0;
        int told;
        do
        {
            List<(string Target, JsonObject Argument)> messages = await listener.ToInstanceAsync();
            updates++;
            told = messages[1].Argument["stats"]!.AsArray().Where(one => (string)one!["activityId"]! == "inner").Select(one => (int)one!["completedCount"]!).FirstOrDefault();
        }
        while (told < 300);

        Assert.InRange(updates, 1, 100);
    }

    [Fact]
    public async Task Observing_nobody_is_an_error_that_leaves_the_connection_alive()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using HubListener listener = await HubListener.ConnectAsync(server);

        Assert.Contains("'nobody'", await listener.TryObserveAsync("nobody"), StringComparison.Ordinal);

        Assert.Null(await listener.TryObserveAsync(await server.RunAsync(Drawn.Loop())));
    }
}
