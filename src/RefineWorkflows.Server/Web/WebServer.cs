using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa;

namespace RefineWorkflows.Server.Web;

/// <summary>The product over HTTP: one Kestrel over one workbench. Every area maps its own routes.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private WebServer(WebApplication application) => this.application = application;

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public IReadOnlyList<Uri> Addresses
        => [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <param name="workbench">What it serves.</param>
    /// <param name="urls">Where to listen; port 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">An address is taken or not ours.</exception>
    public static async Task<WebServer> StartAsync(Workbench workbench, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(workbench.Logging);
        builder.Services.AddProblemDetails();
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        builder.WebHost.UseUrls([.. urls]);
        WebApplication application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.UseResponseCompression();
        Map(application, workbench);
        await application.StartAsync(cancellationToken);
        return new WebServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
    }

    private static void Map(WebApplication application, Workbench workbench)
    {
        HealthEndpoints.Map(application, workbench);
        ElsaEndpoints.Map(application, workbench);
    }
}
