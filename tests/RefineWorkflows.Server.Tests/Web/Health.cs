using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Web;

public sealed class Health
{
    [Fact]
    public async Task A_server_that_can_work_is_live_and_ready()
    {
        await using RunningServer server = await RunningServer.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/live")).StatusCode);
        JsonElement ready = await server.Client.GetFromJsonAsync<JsonElement>("/health/ready");
        Assert.Equal(("ready", "ok", "ok"), (ready.GetProperty("status").GetString(), ready.GetProperty("store").GetString(), ready.GetProperty("disk").GetString()));
    }
}
