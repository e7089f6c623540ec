using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Tests.Shared;

/// <summary>A whole server over a folder of its own, on a free port, in this process.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TempFolder folder;
    private readonly WebServer server;

    private RunningServer(TempFolder folder, Workbench workbench, WebServer server)
    {
        this.folder = folder;
        this.server = server;
        Workbench = workbench;
        Client = new HttpClient { BaseAddress = server.Addresses[0] };
    }

    public Workbench Workbench { get; }

    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync()
    {
        var folder = new TempFolder();
        RefineSettings settings = RefineSettings.Load(folder.Path);
        settings = settings with { Engine = settings.Engine with { TakesWhatIsReady = true } };
        Workbench workbench = await Workbench.OpenAsync(settings, TextWriter.Null, TextWriter.Null, CancellationToken.None);
        await workbench.Definitions.EnsureAllAsync(CancellationToken.None);
        WebServer server = await WebServer.StartAsync(workbench, ["http://127.0.0.1:0"], CancellationToken.None);
        workbench.Host.Start();
        return new RunningServer(folder, workbench, server);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        await Workbench.DisposeAsync();
        folder.Dispose();
    }
}
