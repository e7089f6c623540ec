using System.Net;
using System.Net.Http.Json;

namespace RefineWorkflows.Server.Tests.BackEnds;

public sealed class FaultsOnDemand : IAsyncLifetime
{
    private readonly HttpClient client = new();
    private ProtocolServer server = null!;

    public async Task InitializeAsync() => server = await ProtocolServer.StartAsync(DevServers.DevServers.All["webui"]);

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"kind": "flood"}""", "There is no fault 'flood'")]
    [InlineData("""{"kind": "slow", "times": 0}""", "at least once")]
    public async Task A_fault_that_does_not_exist_is_refused(string fault, string told)
    {
        HttpResponseMessage reply = await client.PostAsync(new Uri(server.Address, "__dev/faults"), new StringContent(fault, null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains(told, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_happens_as_often_as_it_was_asked_for_and_only_where()
    {
        var fault = new { kind = "status", status = 418, times = 2, route = "/memory" };
        (await client.PostAsJsonAsync(new Uri(server.Address, "__dev/faults"), fault)).EnsureSuccessStatusCode();
        List<HttpStatusCode> seen = [];
        foreach (string route in new[] { "options", "memory", "memory", "memory" })
            seen.Add((await client.GetAsync(new Uri(server.Address, $"sdapi/v1/{route}"))).StatusCode);
        Assert.Equal([HttpStatusCode.OK, (HttpStatusCode)418, (HttpStatusCode)418, HttpStatusCode.OK], seen);
        Assert.Equal((3, 1), (await server.CountAsync("GET /sdapi/v1/memory"), await server.CountAsync("GET /sdapi/v1/options")));
    }
}
