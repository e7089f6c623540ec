using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Access;

public sealed class Gatekeeping
{
    [Fact]
    public async Task On_loopback_nobody_is_asked_for_a_key()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map);
        Assert.Equal("owner", await server.Client.GetStringAsync("/who"));
        Assert.Equal("secret", await server.Client.GetStringAsync("/undeclared"));
    }

    [Fact]
    public async Task What_a_proxy_passes_on_needs_a_key_even_on_loopback()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map);
        server.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/who")).StatusCode);
        HttpClient friend = await server.NewClientAsync(AccessScope.Read);
        friend.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal("Read", await friend.GetStringAsync("/who"));
    }

    [Theory]
    [InlineData("Read", "GET", "/who")]
    [InlineData("Read", "GET", "/drawings")]
    [InlineData("Design", "PUT", "/drawings")]
    [InlineData("Run", "POST", "/drawings/run")]
    [InlineData("Admin", "GET", "/undeclared")]
    [InlineData("Admin", "GET", "/nothing-here")]
    public async Task A_route_opens_to_its_scope_and_to_admin_only(string opens, string method, string path)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);

        HttpResponseMessage refused = await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (refused.StatusCode, await refused.Content.ReadAsStringAsync()));
        foreach (AccessScope scope in new[] { AccessScope.Read, AccessScope.Run, AccessScope.Design, AccessScope.Admin })
        {
            HttpResponseMessage answer = await (await server.NewClientAsync(scope)).SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.Equal(scope.ToString() == opens || scope == AccessScope.Admin, answer.StatusCode != HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task An_open_route_asks_nobody()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        Assert.Equal("open", await server.Client.GetStringAsync("/open"));
    }

    [Theory]
    [InlineData("ApiKey", true)]
    [InlineData("Bearer", true)]
    [InlineData("Basic", false)]
    public async Task A_key_comes_as_ApiKey_or_as_Bearer(string scheme, bool understood)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        (_, string text) = await server.Gate.Keys.CreateAsync("robot", AccessScope.Read, default);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, text);
        Assert.Equal(understood ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/who")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.NewClient().GetAsync($"/who?access_token={text}")).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_that_moment()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        (ApiKey key, string text) = await server.Gate.Keys.CreateAsync("robot", AccessScope.Read, default);
        HttpClient robot = server.NewClient(text);
        Assert.Equal("robot", await robot.GetStringAsync("/who"));
        Assert.True(await server.Gate.Keys.RevokeAsync(key.Id, default));
        Assert.Equal(HttpStatusCode.Unauthorized, (await robot.GetAsync("/who")).StatusCode);
    }

    [Theory]
    [InlineData("rwk")]
    [InlineData("rwk__")]
    [InlineData("rwk_../../x_y")]
    [InlineData("")]
    public async Task Something_that_is_no_key_opens_nothing(string text)
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.NewClient(text).GetAsync("/who")).StatusCode);
    }

    [Fact]
    public async Task A_key_with_one_digit_changed_opens_nothing()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        (_, string text) = await server.Gate.Keys.CreateAsync("robot", AccessScope.Admin, default);
        string wrong = text[..^1] + (text[^1] == '0' ? '1' : '0');
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.NewClient(wrong).GetAsync("/who")).StatusCode);
    }

    [Fact]
    public async Task The_store_never_holds_the_secret_of_a_key()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map);
        (ApiKey key, string text) = await server.Gate.Keys.CreateAsync("robot", AccessScope.Admin, default);
        string stored = System.Text.Encoding.UTF8.GetString((await server.Workbench.Store.FindRecordAsync("access-keys", key.Id, default))!.Json.Span);
        Assert.DoesNotContain(text.Split('_')[2], stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_is_entered_by_negotiation_and_the_socket_needs_no_key_of_its_own()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.PostAsync("/api/hubs/news/negotiate?negotiateVersion=1", null)).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(server, ""));
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(server, "?id=made-up"));

        HttpResponseMessage answer = await (await server.NewClientAsync(AccessScope.Read)).PostAsync("/api/hubs/news/negotiate?negotiateVersion=1", null);
        string token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString()!;
        using ClientWebSocket socket = await ConnectAsync(server, $"?id={token}");
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task A_hub_takes_a_key_from_the_query()
    {
        await using GuardedServer server = await GuardedServer.StartAsync(Rooms.Map, requiresKey: true);
        (_, string text) = await server.Gate.Keys.CreateAsync("robot", AccessScope.Read, default);
        using ClientWebSocket socket = await ConnectAsync(server, $"?access_token={text}");
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private static async Task<ClientWebSocket> ConnectAsync(GuardedServer server, string query)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/api/hubs/news{query}"), CancellationToken.None);
        return socket;
    }
}
