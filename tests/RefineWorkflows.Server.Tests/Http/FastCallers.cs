using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Http;

/// <summary>Requests that come before the wait that they are meant for is on disk.</summary>
public sealed class FastCallers : IAsyncLifetime
{
    private GuardedServer server = null!;

    public async Task InitializeAsync() => server = await GuardedServer.StartAsync((routes, workbench) => WorkflowRequests.Map(routes, workbench, TimeProvider.System, CancellationToken.None));

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_goes_on_at_once_is_answered(bool named)
    {
        await PublishAsync(
            WorkflowsOverHttp.Endpoint("in", "talk", "POST"),
            WorkflowsOverHttp.Respond("first", Sketch.Literal("go on")),
            Sketch.Line("busy"),
            WorkflowsOverHttp.Endpoint("more", "talk/{word}", "PUT"),
            WorkflowsOverHttp.Respond("second", Sketch.Script("getOutputFrom('more', 'RouteData').word")));
        int callers = named ? 10 : 1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (int i = 0; i < 8; i++)
            {
                HttpResponseMessage first = await server.Client.PostAsync("/workflows/talk", null);
                string id = first.Headers.GetValues("x-elsa-workflow-instance-id").Single();
                using var next = new HttpRequestMessage(HttpMethod.Put, $"/workflows/talk/w{caller}-{i}");
                if (named)
                    next.Headers.Add("X-Workflow-Instance-ID", id);
                HttpResponseMessage second = await server.Client.SendAsync(next);
                Assert.Equal((HttpStatusCode.OK, $"w{caller}-{i}"), (second.StatusCode, await second.Content.ReadAsStringAsync()));
                Assert.Equal(id, second.Headers.GetValues("x-elsa-workflow-instance-id").Single());
            }
        }));
    }

    [Fact]
    public async Task Many_at_once_at_one_door_are_let_in_one_after_the_other_each_with_an_answer_of_its_own()
    {
        const int Callers = 12;
        await PublishAsync(
            WorkflowsOverHttp.Endpoint("in", "loop", "POST"),
            WorkflowsOverHttp.Respond("first", Sketch.Literal("come in")),
            Sketch.Activity(
                "Elsa.For", "again", ("start", Sketch.Literal(1)), ("end", Sketch.Literal(Callers)), ("step", Sketch.Literal(1)),
                ("body", Sketch.Activity("Elsa.Sequence", "visit", ("activities", new JsonArray(
                    WorkflowsOverHttp.Endpoint("more", "loop/on", "POST"),
                    WorkflowsOverHttp.Respond("told", Sketch.Script("getOutputFrom('more', 'ParsedContent')"))))))));
        HttpResponseMessage first = await server.Client.PostAsync("/workflows/loop", null);
        string[] answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            HttpResponseMessage answer = await server.Client.PostAsync("/workflows/loop/on", new StringContent($"caller {caller}"));
            return $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }));
        Assert.Equal(Enumerable.Range(0, Callers).Select(caller => $"OK caller {caller}"), answers);
        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.FinishedAsync(first.Headers.GetValues("x-elsa-workflow-instance-id").Single())).SubStatus);
    }

    [Fact]
    public async Task Where_nobody_can_come_the_refusal_waits_for_nothing()
    {
        await server.Workbench.PublishAsync(Sketch.Workflow("other", Sketch.Sequence(Sketch.Activity("Elsa.Event", "wait", ("eventName", Sketch.Literal("never"))))));
        await server.Workbench.Client.StartAsync("other", new Dictionary<string, System.Text.Json.JsonElement>(), null, null, null, default);
        var comers = new HttpComers(server.Workbench);
        Assert.False(await comers.AnyAsync(null, default));
        Assert.False(await comers.AnyAsync("nobody", default));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/workflows/nothing")).StatusCode);
    }

    private Task PublishAsync(params JsonObject[] activities) => server.Workbench.PublishAsync(Sketch.Workflow("flow", Sketch.Sequence(activities)));
}
