using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa;
using RefineWorkflows.Server.Elsa.Hub;
using RefineWorkflows.Server.Events;
using RefineWorkflows.Server.Pages;
using RefineWorkflows.Server.Reviews;
using RefineWorkflows.Server.Studio;
using RefineWorkflows.Server.Telemetry;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Tuning;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Web;

/// <summary>The product over HTTP: one Kestrel over one workbench. Every area maps its own routes.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Where a person begins.</summary>
    public const string Home = "/";

    /// <summary>How long requests that are being answered may still take when everything else has ended.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;
    private readonly AccessGate gate;

    private readonly Drain drain;
    private readonly MetricsPage metrics;
    private readonly OtlpExport? export;

    private WebServer(WebApplication application, AccessGate gate, Drain drain, MetricsPage metrics, OtlpExport? export)
    {
        this.drain = drain;
        this.application = application;
        this.gate = gate;
        this.metrics = metrics;
        this.export = export;
    }

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public IReadOnlyList<Uri> Addresses
        => [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>Every route that it answers to.</summary>
    public IEnumerable<Endpoint> Routes => application.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>What to open in a browser: the home page, by way of a log-in that works once where keys are asked for.</summary>
    public async Task<Uri> EntranceAsync(CancellationToken cancellationToken)
    {
        // "Everywhere" is no address that a browser could open.
        var address = new UriBuilder(Addresses[0]);
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            address.Host = "localhost";
        return new Uri(address.Uri, await gate.LogInPathAsync(cancellationToken) ?? Home);
    }


    /// <param name="workbench">What it serves.</param>
    /// <param name="urls">Where to listen; port 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="AccessException">It would listen on more than loopback, and there is no key.</exception>
    /// <exception cref="IOException">An address is taken or not ours.</exception>
    public static async Task<WebServer> StartAsync(Workbench workbench, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        AccessGate gate = await AccessGate.OpenAsync(workbench.Store, urls, workbench.Settings.Hosts, TimeProvider.System, cancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(workbench.Logging);
        // Signals are the command's affair; requests that are being answered have a moment to end when it stops.
        builder.Services.AddSingleton<IHostLifetime, EndsWhenTold>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LastRequests);
        builder.Services.AddProblemDetails();
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        HubEndpoints.Add(builder.Services, workbench);
        builder.WebHost.UseUrls([.. urls]);
        WebApplication application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.UseResponseCompression();
        ForwardedPrefix.Use(application);
        gate.Guard(application, Home, PageFiles.OldLinkNotice);
        EntityTags.Use(application);
        var drain = new Drain();
        Map(application, workbench, gate, drain);
        var metrics = new MetricsPage();
        metrics.Map(application);
        OtlpExport? export = workbench.Settings.OtlpEndpoint is { } collector ? new OtlpExport(collector) : null;
        await application.StartAsync(cancellationToken);
        return new WebServer(application, gate, drain, metrics, export);
    }

    /// <summary>Says to whoever asks for its health that it will be gone soon; goes on answering.</summary>
    public void BeginDrain() => drain.Begin();

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
        metrics.Dispose();
        export?.Dispose();
    }

    private static void Map(WebApplication application, Workbench workbench, AccessGate gate, Drain drain)
    {
        HealthEndpoints.Map(application, workbench, drain);
        ElsaEndpoints.Map(application, workbench);
        StudioEndpoints.Map(application, workbench, gate.Studio, StudioPackage.Find());
        HubEndpoints.Map(application);
        RetryEndpoints.Map(application, workbench);
        RunsEndpoints.Map(application, workbench);
        ReviewEndpoints.Map(application, workbench);
        VoteEndpoints.Map(application, workbench, TimeProvider.System);
        EventEndpoints.Map(application, workbench);
        PicturesEndpoints.Map(application, workbench);
        MemoryEndpoints.Map(application, workbench);
        TrainingEndpoints.Map(application, workbench);
        ModelEndpoints.Map(application, workbench);
        OpenApiEndpoint.Map(application);
        RunFilesEndpoints.Map(application, workbench, application.Lifetime.ApplicationStopping);
        RunPageEndpoints.Map(application, workbench, gate.Studio);
        WebhookEndpoints.Map(application, workbench, TimeProvider.System);
        WorkflowRequests.Map(application, workbench, TimeProvider.System, application.Lifetime.ApplicationStopping);
    }
}
