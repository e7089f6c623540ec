using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.DevServers;

/// <summary>
/// Servers that speak the protocols of model servers and need no model: for tests, and for a person who wants to see a
/// loop run against one. Each is told to fail by <c>POST /__dev/faults</c> and says at <c>GET /__dev/counts</c> what it was asked.
/// </summary>
internal static class DevServers
{
    private const long LargestUpload = 100L << 20;

    /// <summary>Kind → what makes one, not started, that will listen on the given address (port 0 takes a free one).</summary>
    public static IReadOnlyDictionary<string, Func<string, WebApplication>> All { get; } = new SortedDictionary<string, Func<string, WebApplication>>(StringComparer.Ordinal)
    {
        ["comfyui"] = url => ComfyUiDevServer.Build(url, old: false),
        ["comfyui-old"] = url => ComfyUiDevServer.Build(url, old: true),
        ["gemini"] = url => new GeminiDevServer().At(url),
        ["llama-server"] = url => LlamaDevServer.Build(url),
        ["ollama"] = url => new OllamaDevServer().At(url),
        ["openai"] = url => new OpenAiDevServer().At(url),
        ["webui"] = WebUiDevServer.Build,
    };

    /// <summary>Where a server of a kind usually listens.</summary>
    public static string UsualUrl(string kind) => kind switch
    {
        "comfyui" or "comfyui-old" => "http://127.0.0.1:8188",
        "webui" => "http://127.0.0.1:7860",
        "ollama" => "http://127.0.0.1:11434",
        "llama-server" => "http://127.0.0.1:8080",
        _ => "http://127.0.0.1:8000",
    };

    /// <summary>What follows the address of a kind, as settings have to give it.</summary>
    public static string PathOf(string kind) => kind switch
    {
        "openai" or "llama-server" => "/v1",
        "gemini" => "/v1beta",
        _ => "",
    };

    /// <summary>An app without routes that will listen on the given address and leaves signals to whoever starts it.</summary>
    /// <param name="url">The address; port 0 takes a free one.</param>
    /// <param name="services">Adds what works in the background.</param>
    public static WebApplication NewApp(string url, Action<IServiceCollection>? services = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, EndsWhenTold>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        services?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestUpload);
        builder.WebHost.UseUrls(url);
        return builder.Build();
    }

    /// <summary>Where a started server listens, with the port that was really taken.</summary>
    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
