using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Server.Tests.Shared;
using RefineWorkflows.Server.Tuning;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Tests.Tuning;

public sealed class TuningOverHttp : IAsyncLifetime
{
    private GuardedServer server = null!;

    public async Task InitializeAsync() => server = await StartAsync(requiresKey: false);

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_training_is_asked_for_once_looked_at_and_called_off()
    {
        await VoteAsync();
        JsonElement asked = await JsonAsync(await PostAsync("key", new { rank = 4, epochs = 2 }), HttpStatusCode.Accepted);
        Assert.Equal(("api-key", "queued", "owner", 4), (Text(asked, "id"), Text(asked, "status"), Text(asked, "user"), asked.GetProperty("settings").GetProperty("rank").GetInt32()));
        Assert.Equal("api-key", Text(await JsonAsync(await PostAsync("key", new { rank = 4, epochs = 2 }), HttpStatusCode.Accepted), "id"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("key", new { rank = 5 })).StatusCode);
        Assert.Equal("api-key", Text(Assert.Single((await GetAsync("/api/v1/trainings?user=owner")).GetProperty("items").EnumerateArray()), "id"));
        Assert.Empty((await GetAsync("/api/v1/trainings?user=ann")).GetProperty("items").EnumerateArray());

        Assert.Equal("cancelled", Text(await JsonAsync(await server.Client.DeleteAsync("/api/v1/trainings/api-key"), HttpStatusCode.Accepted), "status"));
        Assert.Equal(HttpStatusCode.Accepted, (await server.Client.DeleteAsync("/api/v1/trainings/api-key")).StatusCode);
        Assert.Equal("cancelled", Text((await GetAsync("/api/v1/trainings/api-key")).GetProperty("training"), "status"));
    }

    [Fact]
    public async Task Too_few_votes_are_said_at_once_and_what_is_over_cannot_be_called_off()
    {
        JsonElement asked = await JsonAsync(await server.Client.PostAsync("/api/v1/trainings", null), HttpStatusCode.Accepted);

        Assert.Equal("insufficient_pairs", Text(asked, "status"));
        Assert.Contains("at least 20", Text(asked, "reason"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.DeleteAsync($"/api/v1/trainings/{Text(asked, "id")}")).StatusCode);
    }

    [Theory]
    [InlineData("""{"rank": 0}""")]
    [InlineData("""{"rnk": 8}""")]
    [InlineData("""{"loss": "squared"}""")]
    [InlineData("""{"user": "../ann"}""")]
    [InlineData("""{"user": "shared"}""")]
    [InlineData("[")]
    public async Task What_cannot_be_done_is_refused(string body)
    {
        using var content = new StringContent(body);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.PostAsync("/api/v1/trainings", content)).StatusCode);
        Assert.Empty((await GetAsync("/api/v1/trainings")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/trainings/none")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.DeleteAsync("/api/v1/trainings/none")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/v1/trainings?limit=0")).StatusCode);
        Assert.Empty((await GetAsync("/api/v1/models/owner")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/models/owner/current")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PostAsync("/api/v1/models/owner/3/promote", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.PostAsync("/api/v1/models/owner/rollback", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.GetAsync("/api/v1/models/..ann")).StatusCode);
    }

    [Fact]
    public async Task Versions_are_listed_made_to_serve_taken_back_and_refused_when_they_were_changed()
    {
        await VoteAsync();
        foreach (string key in new[] { "one", "two" })
        {
            await PostAsync(key, new { epochs = 1, promote = false });
            Training over = await server.Workbench.Tuner.Runner.RunAsync($"api-{key}", CancellationToken.None);
            Assert.NotNull(over.Version);
        }

        Assert.NotEmpty((await GetAsync("/api/v1/trainings/api-one")).GetProperty("epochs")[0].GetProperty("losses").EnumerateArray());
        Assert.Equal([2, 1], (await GetAsync("/api/v1/models/owner")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("version").GetInt32()));
        await JsonAsync(await server.Client.PostAsync("/api/v1/models/owner/1/promote", null), HttpStatusCode.OK);
        await JsonAsync(await server.Client.PostAsync("/api/v1/models/owner/2/promote", null), HttpStatusCode.OK);
        Assert.Equal(2, (await GetAsync("/api/v1/models/owner/current")).GetProperty("version").GetInt32());
        Assert.Equal(1, (await JsonAsync(await server.Client.PostAsync("/api/v1/models/owner/rollback", null), HttpStatusCode.OK)).GetProperty("version").GetInt32());
        Assert.False((await JsonAsync(await server.Client.PostAsync("/api/v1/models/owner/reset", null), HttpStatusCode.OK)).TryGetProperty("version", out _));

        string file = Path.Combine(server.Workbench.Settings.Data, "tuning", "owner", "models", "v0001", "adapter.bin");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.PostAsync("/api/v1/models/owner/1/promote", null)).StatusCode);
    }

    [Fact]
    public async Task Whoever_may_only_read_asks_for_nothing_and_moves_nothing()
    {
        await using GuardedServer guarded = await StartAsync(requiresKey: true);
        HttpClient reader = await guarded.NewClientAsync(RefineWorkflows.Server.Access.AccessScope.Read);

        Assert.Equal(HttpStatusCode.Unauthorized, (await guarded.Client.GetAsync("/api/v1/trainings")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/v1/trainings")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/v1/models/owner")).StatusCode);
        foreach (string path in new[] { "trainings", "models/owner/1/promote", "models/owner/rollback", "models/owner/reset" })
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"/api/v1/{path}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DeleteAsync("/api/v1/trainings/one")).StatusCode);
    }

    private static Task<GuardedServer> StartAsync(bool requiresKey) => GuardedServer.StartAsync(
        (routes, workbench) =>
        {
            TrainingEndpoints.Map(routes, workbench);
            ModelEndpoints.Map(routes, workbench);
        },
        requiresKey);

    /// <summary>Thirty choices of whoever likes it bright.</summary>
    private async Task VoteAsync()
    {
        var codec = new ImageCodec(ImageLimits.Default);
        async Task<VotedPicture> PictureAsync(int shade)
        {
            byte[] pixels = new byte[16 * 16 * 3];
            Array.Fill(pixels, (byte)shade);
            return new VotedPicture(await server.Workbench.VotedPictures.AddAsync(codec.EncodePng(new RgbImage(16, 16, pixels)), CancellationToken.None));
        }

        for (int vote = 0; vote < 30; vote++)
        {
            VotedPicture bright = await PictureAsync(150 + (3 * vote)), dark = await PictureAsync(10 + (4 * vote));
            bool left = vote % 3 == 0;
            await server.Workbench.Votes.AddAsync(new Vote($"vote-{vote}", 0, "owner", $"a red fox, {vote}", left ? bright : dark, left ? dark : bright, false, left ? VoteOutcome.A : VoteOutcome.B, PairSource.Human, "owner", DateTimeOffset.UnixEpoch.AddDays(vote)), CancellationToken.None);
        }
    }

    private Task<HttpResponseMessage> PostAsync(string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/trainings") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return server.Client.SendAsync(request);
    }

    private Task<JsonElement> GetAsync(string path) => server.Client.GetFromJsonAsync<JsonElement>(path);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Text(JsonElement body, string member) => body.GetProperty(member).GetString()!;
}
