using Microsoft.AspNetCore.Builder;
using RefineWorkflows.Server.DevServers;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>A protocol server that listens on a free port of this machine.</summary>
internal sealed class ProtocolServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ProtocolServer(WebApplication app, DevFaults faults)
    {
        this.app = app;
        Faults = faults;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    public DevFaults Faults { get; }

    public static async Task<ProtocolServer> StartAsync(Func<string, WebApplication> at, DevFaults faults)
    {
        WebApplication app = at("http://127.0.0.1:0");
        await app.StartAsync();
        return new ProtocolServer(app, faults);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
