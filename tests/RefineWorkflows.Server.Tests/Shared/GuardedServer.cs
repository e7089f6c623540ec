using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Pages;

namespace RefineWorkflows.Server.Tests.Shared;

/// <summary>A server of some areas behind the gate, over a folder of its own, on a free port.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    private readonly TempFolder folder;
    private readonly WebApplication application;
    private readonly List<HttpClient> clients = [];

    private GuardedServer(TempFolder folder, Workbench workbench, AccessGate gate, WebApplication application)
    {
        this.folder = folder;
        this.application = application;
        Workbench = workbench;
        Gate = gate;
        Client = NewClient();
    }

    public Workbench Workbench { get; }

    public AccessGate Gate { get; }

    /// <summary>A client that says nothing about who it is.</summary>
    public HttpClient Client { get; }

    public Uri Address => new(application.Urls.First());

    public IEnumerable<RouteEndpoint> Routes => ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <param name="map">Maps the areas under test.</param>
    /// <param name="requiresKey">Whether to behave as one that other machines can reach.</param>
    /// <param name="allowedHosts">Hosts inside that workflows may call.</param>
    public static async Task<GuardedServer> StartAsync(Action<IEndpointRouteBuilder, Workbench> map, bool requiresKey = false, params string[] allowedHosts)
    {
        var folder = new TempFolder();
        RefineSettings settings = RefineSettings.Load(folder.Path);
        settings = settings with { Engine = settings.Engine with { TakesWhatIsReady = true }, AllowedHosts = allowedHosts };
        Workbench workbench = await Workbench.OpenAsync(settings, TextWriter.Null, TextWriter.Null, CancellationToken.None);
        if (requiresKey)
            await new KeyRing(workbench.Store, TimeProvider.System).CreateAsync("first", AccessScope.Read, CancellationToken.None);
        AccessGate gate = await AccessGate.OpenAsync(workbench.Store, [requiresKey ? "http://*:1" : "http://127.0.0.1:1"], [], TimeProvider.System, CancellationToken.None);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddSignalR();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        gate.Guard(application, "/home", PageFiles.OldLinkNotice);
        map(application, workbench);
        await application.StartAsync();
        workbench.Host.Start();
        return new GuardedServer(folder, workbench, gate, application);
    }

    public HttpClient NewClient(string? key = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"ApiKey {key}");
        clients.Add(client);
        return client;
    }

    public async Task<HttpClient> NewClientAsync(AccessScope scopes)
        => NewClient((await Gate.Keys.CreateAsync(scopes.ToString(), scopes, CancellationToken.None)).Text);

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await application.StopAsync();
        await application.DisposeAsync();
        await Workbench.DisposeAsync();
        folder.Dispose();
    }
}
