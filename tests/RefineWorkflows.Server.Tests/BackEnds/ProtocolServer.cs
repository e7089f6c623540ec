using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>A protocol server that runs in this process, on a free port.</summary>
internal sealed class ProtocolServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private ProtocolServer(WebApplication app)
    {
        this.app = app;
        Address = DevServers.DevServers.AddressOf(app);
        client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public static async Task<ProtocolServer> StartAsync(Func<string, WebApplication> build)
    {
        WebApplication app = build("http://127.0.0.1:0");
        await app.StartAsync();
        return new ProtocolServer(app);
    }

    public async Task FailAsync(DevFault fault) => (await client.PostAsJsonAsync("__dev/faults", fault)).EnsureSuccessStatusCode();

    public async Task<long> CountAsync(string what) => (await client.GetFromJsonAsync<Dictionary<string, long>>("__dev/counts"))!.GetValueOrDefault(what);

    /// <summary>Waits until something has been counted.</summary>
    public async Task UntilAsync(string what, long count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using HttpResponseMessage reached = await client.GetAsync(FormattableString.Invariant($"__dev/counts?until={Uri.EscapeDataString(what)}&least={count}"), limit.Token);
        reached.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
