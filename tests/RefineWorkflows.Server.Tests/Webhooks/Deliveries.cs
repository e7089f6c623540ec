using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;
using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Tests.Webhooks;

public sealed class Deliveries : IAsyncLifetime
{
    private const string Secret = "a secret that nobody guesses";
    private readonly SetTime time = new();
    private GuardedServer server = null!;
    private WebhookBook book = null!;
    private Sender sender = null!;

    public async Task InitializeAsync()
    {
        server = await GuardedServer.StartAsync((routes, workbench) => WebhookEndpoints.Map(routes, workbench, time), requiresKey: true);
        await server.Workbench.PublishLineAsync("line", "Prompt", "Seed");
        book = new WebhookBook(server.Workbench.Store, SecretBox.Open(server.Workbench.Settings.Data), time);
        await book.AddAsync("door", "line", null, Secret, takesSameBodyAgain: false, default);
        sender = new Sender(server, "door", Secret);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("github")]
    [InlineData("gitea")]
    [InlineData("standard")]
    public async Task A_signed_delivery_starts_one_run_however_often_it_comes(string kind)
    {
        var answers = new List<string>();
        foreach ((string id, string prompt) in new[] { ("d-1", "a cat"), ("d-1", "a cat"), ("d-2", "a dog") })
        {
            HttpResponseMessage answer = await SendAsync(kind, id, prompt);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            answers.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.NotEqual(answers[0], answers[2]);
        Assert.Equal(2, (await server.Workbench.InstancesAsync("line")).Count);
        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.FinishedAsync(answers[0])).SubStatus);
        Assert.Equal("a cat", (await InputAsync(answers[0]))["Prompt"].GetString());
    }

    [Theory]
    [InlineData("github", 1)]
    [InlineData("gitea", 1)]
    [InlineData("standard", 2)]
    public async Task A_captured_delivery_under_another_id_is_the_same_run_unless_the_id_is_signed(string kind, int runs)
    {
        JsonElement[] answers = await Task.WhenAll(new[] { "d-1", "d-2" }.Select(async id => await (await SendAsync(kind, id, "a cat")).Content.ReadFromJsonAsync<JsonElement>()));
        Assert.Equal(runs, answers.Select(answer => answer.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(2 - runs, answers.Count(answer => answer.GetProperty("repeated").GetBoolean()));
        Assert.Equal(runs, (await server.Workbench.InstancesAsync("line")).Count);
    }

    [Fact]
    public async Task A_webhook_can_take_equal_bodies_as_different_events()
    {
        await book.AddAsync("again", "line", null, Secret, takesSameBodyAgain: true, default);
        var again = new Sender(server, "again", Secret);
        foreach (string id in new[] { "d-1", "d-2", "d-2" })
            Assert.Equal(HttpStatusCode.Accepted, (await again.GitHubAsync(id, "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await again.GitHubAsync("d-2", """{"a":1}""")).StatusCode);
        Assert.Equal(2, (await server.Workbench.InstancesAsync("line")).Count);
    }

    [Fact]
    public async Task Two_hundred_deliveries_that_come_twice_at_once_are_two_hundred_finished_runs()
    {
        string[] ids = [.. (await Task.WhenAll(Enumerable.Range(0, 400).Select(async n =>
        {
            HttpResponseMessage answer = await sender.StandardAsync($"d-{n / 2}", """{"prompt":"a cat"}""", time.Now);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }))).Distinct()];
        Assert.Equal(200, ids.Length);
        await server.Workbench.UntilAsync(async () => (await server.Workbench.InstancesAsync("line")).Count(one => one.SubStatus == InstanceSubStatus.Finished) == 200);
    }

    [Fact]
    public async Task Nothing_starts_without_the_right_signature()
    {
        string body = """{"prompt":"a cat"}""";
        var stranger = new Sender(server, "door", "another secret that is wrong");
        HttpResponseMessage[] refused =
        [
            await sender.SendAsync(body),
            await stranger.GitHubAsync("d", body),
            await stranger.GiteaAsync("d", body),
            await stranger.StandardAsync("d", body, time.Now),
            await sender.SendAsync(body, ("X-Hub-Signature-256", "sha256="), ("X-GitHub-Delivery", "d")),
            await sender.SendAsync(body, ("X-Hub-Signature-256", "sha1=00"), ("X-GitHub-Delivery", "d")),
            await sender.SendAsync(body, ("X-Gitea-Signature", new string('z', 64)), ("X-Gitea-Delivery", "d")),
            await sender.SendAsync(body, ("webhook-signature", "v1,"), ("webhook-id", "d"), ("webhook-timestamp", "1")),
            await sender.SendAsync(body, ("webhook-signature", "v1,AAAA"), ("webhook-id", "d"), ("webhook-timestamp", "99999999999999999")),
            await sender.SendAsync(body, ("webhook-signature", "v2,AAAA"), ("webhook-id", "d")),
        ];
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Empty(await server.Workbench.InstancesAsync("line"));
    }

    [Fact]
    public async Task A_changed_body_does_not_fit_its_signature()
    {
        byte[] other = "{ \"prompt\":\"a cat\"}"u8.ToArray();
        string signature = StandardSecret.Sign(Secret, "d", Seconds(time.Now), "{\"prompt\":\"a cat\"}"u8);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await sender.SendAsync(System.Text.Encoding.UTF8.GetString(other), ("webhook-id", "d"), ("webhook-timestamp", Seconds(time.Now)), ("webhook-signature", signature))).StatusCode);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public async Task A_timestamp_counts_for_five_minutes(int seconds, bool counts)
        => Assert.Equal(counts ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized, (await sender.StandardAsync("d", "{}", time.Now.AddSeconds(seconds))).StatusCode);

    [Fact]
    public async Task Of_several_signatures_one_has_to_fit()
        => Assert.Equal(HttpStatusCode.Accepted, (await sender.StandardAsync("d", "{}", time.Now, before: "v1a,xyz v1,AAAA v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= ")).StatusCode);

    [Fact]
    public void The_published_example_of_Standard_Webhooks_comes_out()
        => Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            StandardSecret.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"u8));

    [Fact]
    public async Task During_a_rotation_two_secrets_count_and_afterwards_one()
    {
        string next = WebhookBook.NewSecret();
        Assert.True(await book.RotateAsync("door", next, TimeSpan.FromHours(1), default));
        var renewed = new Sender(server, "door", next);
        Assert.Equal(HttpStatusCode.Accepted, (await sender.GitHubAsync("a", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await renewed.GitHubAsync("b", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await renewed.StandardAsync("c", "{}", time.Now)).StatusCode);
        time.Now += TimeSpan.FromHours(1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sender.GitHubAsync("d", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await renewed.GitHubAsync("e", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_mapping_takes_inputs_from_where_they_are()
    {
        await book.AddAsync("mapped", "line", new Dictionary<string, string> { ["prompt"] = "issue.labels.1.name", ["Seed"] = "issue.missing", ["All"] = "$" }, Secret, takesSameBodyAgain: false, default);
        HttpResponseMessage answer = await new Sender(server, "mapped", Secret).GitHubAsync("d", """{"issue":{"labels":[{"name":"a"},{"name":"a dog"}]}}""");
        IReadOnlyDictionary<string, JsonElement> input = await InputAsync((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
        Assert.Equal("a dog", input["Prompt"].GetString());
        Assert.Equal(JsonValueKind.Object, input["All"].GetProperty("issue").ValueKind);
        Assert.False(input.ContainsKey("Seed"));
    }

    [Theory]
    [InlineData("payload=%7B%22prompt%22%3A%22a+cat%22%7D")]
    [InlineData("""{"prompt":"a cat"}""")]
    public async Task What_calls_itself_a_form_brings_its_payload_as_a_field_or_is_JSON_all_the_same(string body)
    {
        HttpResponseMessage answer = await sender.FormAsync("d", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("a cat", (await InputAsync((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!))["Prompt"].GetString());
    }

    [Fact]
    public async Task GitHubs_ping_is_answered_and_starts_nothing()
    {
        Assert.Equal(HttpStatusCode.OK, (await sender.GitHubAsync("d", """{"zen":"x"}""", ("X-GitHub-Event", "ping"))).StatusCode);
        Assert.Empty(await server.Workbench.InstancesAsync("line"));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_used_says_why()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await sender.GitHubAsync("d", "{")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sender.GitHubAsync("d", """{"a":"\ud800"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await sender.GitHubAsync("d", new string(' ', (4 << 20) + 1))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await new Sender(server, "nobody", Secret).GitHubAsync("d", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await sender.StandardAsync("d", "{}", time.Now)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sender.StandardAsync("d", """{"a":1}""", time.Now)).StatusCode);
        await book.AddAsync("idle", "unpublished", null, Secret, takesSameBodyAgain: false, default);
        Assert.Equal(HttpStatusCode.Conflict, (await new Sender(server, "idle", Secret).GitHubAsync("d", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_secret_stands_nowhere_in_the_data_folder()
    {
        string text = System.Text.Encoding.UTF8.GetString((await server.Workbench.Store.FindRecordAsync("webhooks", "door", default))!.Json.Span);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret)), text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(server.Workbench.Settings.Data, "secrets.key")));
    }

    [Fact]
    public async Task A_delivery_is_remembered_for_three_days()
    {
        await using var housekeeping = new Server.Starting.Housekeeping(server.Workbench, time);
        await sender.GitHubAsync("d", "{}");
        time.Now += TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1);
        Assert.Equal(0, await housekeeping.SweepAsync(default));
        time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await housekeeping.SweepAsync(default));
        await sender.GitHubAsync("d", "{}");
        Assert.Equal(2, (await server.Workbench.InstancesAsync("line")).Count);
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Task<HttpResponseMessage> SendAsync(string kind, string id, string prompt)
    {
        string body = $$"""{"prompt":"{{prompt}}"}""";
        return kind switch
        {
            "github" => sender.GitHubAsync(id, body),
            "gitea" => sender.GiteaAsync(id, body),
            _ => sender.StandardAsync(id, body, time.Now),
        };
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>> InputAsync(string run) => (await server.Workbench.Client.ReadStateAsync(new InstanceId(run), default)).Input;
}
