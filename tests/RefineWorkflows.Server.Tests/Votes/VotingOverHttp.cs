using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;
using RefineWorkflows.Server.Tests.Webhooks;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Server.Webhooks;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Tests.Votes;

public sealed class VotingOverHttp : IAsyncLifetime
{
    private const string Secret = "a secret that nobody guesses";
    private readonly SetTime time = new();
    private GuardedServer server = null!;

    public async Task InitializeAsync()
    {
        server = await GuardedServer.StartAsync((routes, workbench) =>
        {
            VoteEndpoints.Map(routes, workbench, time);
            WebhookEndpoints.Map(routes, workbench, time);
        });
        await server.Workbench.Definitions.EnsureAsync("ab-test", CancellationToken.None);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_run_that_asks_goes_on_with_the_vote()
    {
        string run = await AskAsync(1);
        JsonElement ballot = (await GetAsync($"/api/v1/runs/{run}/ballots")).GetProperty("items")[0];
        string id = ballot.GetProperty("id").GetString()!;
        HttpResponseMessage answer = await server.Client.PostAsJsonAsync($"/api/v1/runs/{run}/ballots/{id}", new { outcome = "b", seconds = 1.5 });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonElement vote = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("b", "00:00:01.5000000", 1), (vote.GetProperty("outcome").GetString(), vote.GetProperty("took").GetString(), vote.GetProperty("sequence").GetInt32()));

        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.FinishedAsync(run)).SubStatus);
        RunRow row = (await server.Workbench.Records.FindAsync(run, CancellationToken.None))!;
        Assert.Equal(ballot.GetProperty("b").GetProperty("iteration").GetInt32(), row.Best!.Iteration);
        Assert.Empty((await GetAsync($"/api/v1/runs/{run}/ballots")).GetProperty("items").EnumerateArray());

        // The same answer again is the same vote; another one comes too late.
        Assert.Equal(HttpStatusCode.Accepted, (await server.Client.PostAsJsonAsync($"/api/v1/runs/{run}/ballots/{id}", new { outcome = "b" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.PostAsJsonAsync($"/api/v1/runs/{run}/ballots/{id}", new { outcome = "a" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.PostAsJsonAsync($"/api/v1/runs/{run}/ballots/other", new { outcome = "a" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.PostAsJsonAsync($"/api/v1/runs/{run}/ballots/{id}", new { outcome = "c" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/runs/nobody/ballots")).StatusCode);
        Assert.Single(await server.Workbench.Votes.ListAsync("owner", 0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Votes_are_given_listed_in_pages_and_taken_back()
    {
        string run = await AskAsync(1);
        for (int number = 0; number < 5; number++)
            Assert.Equal(HttpStatusCode.Created, (await PostAsync($"key/{number}", run, number % 2 == 0 ? "a" : "tie")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("key/0", run, "a")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("key/0", run, "b")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("key-9", "nobody", "a")).StatusCode);

        JsonElement first = await GetAsync("/api/v1/votes?user=ann&limit=3"), second = await GetAsync($"/api/v1/votes?user=ann&limit=3&after={first.GetProperty("next").GetInt64()}");
        Assert.Equal([1, 2, 3, 4, 5], first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(vote => vote.GetProperty("sequence").GetInt32()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        JsonElement one = first.GetProperty("items")[0];
        Assert.Equal((run, 1), (one.GetProperty("a").GetProperty("run").GetString(), one.GetProperty("a").GetProperty("iteration").GetInt32()));

        string id = one.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.DeleteAsync($"/api/v1/votes/{Uri.EscapeDataString(id)}")).StatusCode);
        HttpResponseMessage undone = await server.Client.DeleteAsync($"/api/v1/votes/{Uri.EscapeDataString(id)}?user=ann");
        Assert.Equal(JsonValueKind.String, (await undone.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("undoneAt").ValueKind);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/v1/votes?limit=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/v1/votes?user=shared")).StatusCode);
    }

    [Fact]
    public async Task The_pair_that_teaches_most_is_asked_until_none_is_left()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/votes/next")).StatusCode);
        await AskAsync(1);
        var seen = new HashSet<string>();
        int open = (await GetAsync("/api/v1/votes/next")).GetProperty("open").GetInt32();
        Assert.InRange(open, 1, 20);
        for (int left = open; left > 0; left--)
        {
            JsonElement next = await GetAsync("/api/v1/votes/next");
            Assert.Equal((left, false), (next.GetProperty("open").GetInt32(), next.GetProperty("byModel").GetBoolean()));
            Assert.True(seen.Add(next.GetProperty("id").GetString()!));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/votes") { Content = JsonContent.Create(new { prompt = next.GetProperty("prompt").GetString(), a = next.GetProperty("a").GetString(), b = next.GetProperty("b").GetString(), outcome = "a" }) };
            request.Headers.Add("Idempotency-Key", next.GetProperty("id").GetString());
            Assert.Equal(HttpStatusCode.Created, (await server.Client.SendAsync(request)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/votes/next")).StatusCode);
        Assert.Equal(open, (await server.Workbench.Votes.ListAsync("owner", 0, 100, CancellationToken.None)).Count);
    }

    /// <summary>A delivery that comes again votes on what it voted on the first time, although the run asks something else by now.</summary>
    [Fact]
    public async Task A_signed_webhook_votes_once_however_often_it_comes()
    {
        await new WebhookBook(server.Workbench.Store, SecretBox.Open(server.Workbench.Settings.Data), time)
            .AddVotesAsync("votes", new Dictionary<string, string> { ["run"] = "vote.run", ["outcome"] = "vote.says" }, Secret, takesSameBodyAgain: false, CancellationToken.None);
        var sender = new Sender(server, "votes", Secret);
        string run = await AskAsync(2);
        string body = JsonSerializer.Serialize(new { vote = new { run, says = "a" } });
        Assert.Equal(HttpStatusCode.Accepted, (await sender.StandardAsync("first", body, time.Now)).StatusCode);
        await UntilAskedAsync(run, 1);
        Assert.Equal(HttpStatusCode.Accepted, (await sender.StandardAsync("first", body, time.Now)).StatusCode);
        Assert.Equal(1, (await server.Workbench.Votes.HeadAsync("owner", CancellationToken.None)).Last);
        Assert.Equal(HttpStatusCode.Accepted, (await sender.StandardAsync("second", body, time.Now)).StatusCode);
        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.FinishedAsync(run)).SubStatus);

        Vote[] votes = [.. await server.Workbench.Votes.ListAsync("owner", 0, 10, CancellationToken.None)];
        Assert.Equal(2, votes.Length);
        Assert.All(votes, vote => Assert.Equal((VoteOutcome.A, "webhook votes"), (vote.Outcome, vote.By)));
        Assert.Equal(HttpStatusCode.Conflict, (await sender.StandardAsync("third", body, time.Now)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sender.StandardAsync("fourth", "{}", time.Now)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Sender(server, "votes", "another secret that is wrong").StandardAsync("fifth", body, time.Now)).StatusCode);
    }

    private async Task<string> AskAsync(int rounds)
    {
        var input = new Dictionary<string, JsonElement>
        {
            ["Prompt"] = JsonSerializer.SerializeToElement("a red fox"),
            ["Width"] = JsonSerializer.SerializeToElement(64),
            ["Height"] = JsonSerializer.SerializeToElement(64),
            ["Seed"] = JsonSerializer.SerializeToElement(3),
            ["Rounds"] = JsonSerializer.SerializeToElement(rounds),
        };
        InstanceId run = await server.Workbench.Client.StartAsync(new StartRequest { DefinitionId = "ab-test", Input = input }, CancellationToken.None);
        await UntilAskedAsync(run.Value, 0);
        return run.Value;
    }

    /// <summary>Waits until the run asks, so many votes having been given.</summary>
    private Task UntilAskedAsync(string run, long votes) => server.Workbench.UntilAsync(async () =>
    {
        JsonElement ballots = await GetAsync($"/api/v1/runs/{run}/ballots");
        return ballots.GetProperty("items").GetArrayLength() == 1
            && (await server.Workbench.Votes.HeadAsync("owner", CancellationToken.None)).Last == votes
            && (await server.Workbench.Votes.FindAsync("owner", ballots.GetProperty("items")[0].GetProperty("id").GetString()!, CancellationToken.None)) is null;
    });

    private async Task<JsonElement> GetAsync(string path) => await server.Client.GetFromJsonAsync<JsonElement>(path);

    private Task<HttpResponseMessage> PostAsync(string key, string run, string outcome)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/votes")
        {
            Content = JsonContent.Create(new { prompt = "a red fox", a = $"runs/{run}/iter-0001.png", b = $"runs/{run}/iter-0002.png", outcome, user = "ann" }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return server.Client.SendAsync(request);
    }
}
