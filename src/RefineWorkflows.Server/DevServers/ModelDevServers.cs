using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace RefineWorkflows.Server.DevServers;

/// <summary>The protocol servers of model APIs: OpenAI's language, Gemini's, Ollama's.</summary>
internal static class ModelDevServers
{
    private const long LargestUpload = 100L << 20;

    /// <summary>Kind → what makes one, not started, that will listen on the given address (port 0 takes a free one).</summary>
    public static IReadOnlyDictionary<string, Func<string, WebApplication>> Kinds { get; } = new SortedDictionary<string, Func<string, WebApplication>>(StringComparer.Ordinal)
    {
        ["gemini"] = url => new GeminiDevServer().At(url),
        ["ollama"] = url => new OllamaDevServer().At(url),
        ["openai"] = url => new OpenAiDevServer().At(url),
    };

    /// <summary>What follows the address of a kind, as settings have to give it.</summary>
    public static string PathOf(string kind) => kind switch
    {
        "openai" => "/v1",
        "gemini" => "/v1beta",
        _ => "",
    };

    /// <summary>An app without routes that will listen on the given address.</summary>
    public static WebApplication NewApp(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestUpload);
        builder.WebHost.UseUrls(url);
        return builder.Build();
    }
}
