using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Tests.Shared;

/// <summary>A whole server over a folder of its own, on a free port, in this process.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TempFolder folder;
    private readonly WebServer server;
    private readonly List<HttpClient> clients = [];

    private RunningServer(TempFolder folder, Workbench workbench, WebServer server)
    {
        this.folder = folder;
        this.server = server;
        Workbench = workbench;
        Client = NewClient(null);
    }

    public Workbench Workbench { get; }

    public HttpClient Client { get; }

    public IEnumerable<RouteEndpoint> Routes => server.Routes.OfType<RouteEndpoint>();

    /// <param name="requiresKey">Whether it listens where other machines could reach it, so that keys are asked for.</param>
    /// <param name="change">Other settings than the usual ones; null keeps them.</param>
    public static async Task<RunningServer> StartAsync(bool requiresKey = false, Func<RefineSettings, RefineSettings>? change = null)
    {
        var folder = new TempFolder();
        RefineSettings settings = RefineSettings.Load(folder.Path);
        settings = settings with { Engine = settings.Engine with { TakesWhatIsReady = true } };
        settings = change?.Invoke(settings) ?? settings;
        Workbench workbench = await Workbench.OpenAsync(settings, TextWriter.Null, TextWriter.Null, CancellationToken.None);
        await workbench.Definitions.EnsureAllAsync(CancellationToken.None);
        if (requiresKey)
            await new KeyRing(workbench.Store, TimeProvider.System).CreateAsync("first", AccessScope.Read, CancellationToken.None);
        WebServer server = await WebServer.StartAsync(workbench, [requiresKey ? "http://0.0.0.0:0" : "http://127.0.0.1:0"], CancellationToken.None);
        workbench.Host.Start();
        return new RunningServer(folder, workbench, server);
    }

    /// <summary>A client with a new key of these scopes.</summary>
    public async Task<HttpClient> NewClientAsync(AccessScope scopes)
        => NewClient((await new KeyRing(Workbench.Store, TimeProvider.System).CreateAsync($"{scopes}", scopes, CancellationToken.None)).Text);

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await server.DisposeAsync();
        await Workbench.DisposeAsync();
        folder.Dispose();
    }

    private HttpClient NewClient(string? key)
    {
        var client = new HttpClient { BaseAddress = new UriBuilder(server.Addresses[0]) { Host = "127.0.0.1" }.Uri };
        if (key is not null)
            client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {key}");
        clients.Add(client);
        return client;
    }
}
