using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.DevServers;

/// <summary>
/// Behaves like llama-server with one model: it loads for a while, answers 503 until then, and sees when it has a
/// projector. The environment makes it fail: <c>DEV_LLAMA_LOADS</c> is how many seconds it loads, <c>DEV_LLAMA_DIES</c>
/// is <c>load</c>, <c>memory</c> or <c>question</c>.
/// </summary>
internal static class LlamaDevServer
{
    private const double LoadSeconds = 0.2;
    private const int Aborted = 134;

    /// <summary>One with a projector, or without where the arguments name none; one that nobody gave arguments to is loaded at once.</summary>
    public static WebApplication Build(string url, LlamaDevArguments? arguments = null)
    {
        var server = new OpenAiDevServer { TakesAnyName = true, Sees = arguments is null or { Projector: not null } };
        WebApplication app = server.At(url);
        long began = Stopwatch.GetTimestamp();
        double loads = double.TryParse(Environment.GetEnvironmentVariable("DEV_LLAMA_LOADS"), CultureInfo.InvariantCulture, out double seconds) ? seconds : arguments is null ? 0 : LoadSeconds;
        bool IsLoading() => Stopwatch.GetElapsedTime(began).TotalSeconds < loads;
        app.Use(next => context => IsLoading() && !context.Request.Path.StartsWithSegments("/__dev", StringComparison.Ordinal) ? Loading().ExecuteAsync(context) : next(context));
        app.Use(next => context =>
        {
            if (Dies("question") && context.Request.Path == "/v1/chat/completions")
                End("GGML_ASSERT(n_tokens <= n_batch) failed", Aborted);
            return next(context);
        });
        app.MapGet("/health", () => Results.Json(new { status = "ok" }));
        app.MapGet("/props", () => Results.Json(new { total_slots = 1, model_path = arguments?.Model ?? "dev.gguf", modalities = new { vision = server.Sees }, n_gpu_layers = arguments?.GpuLayers }));
        return app;
    }

    /// <summary>What the real one says before it ends when it cannot load its model; null when it can.</summary>
    public static string? Refusal(LlamaDevArguments arguments)
    {
        foreach (string file in new[] { arguments.Model, arguments.Projector }.OfType<string>().Where(file => !File.Exists(file)))
            return $"gguf_init_from_file: failed to open GGUF file '{file}'\nerror: failed to load model";
        if (Dies("load"))
            return "llama_model_load: error loading model: tensor 'blk.7.ffn_up.weight' data is not within the file bounds\nerror: failed to load model";
        return Dies("memory") && arguments.GpuLayers != 0
            ? "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 4403.49 MiB on device 0: cudaMalloc failed: out of memory\nerror: failed to load model"
            : null;
    }

    private static bool Dies(string how) => Environment.GetEnvironmentVariable("DEV_LLAMA_DIES") == how;

    private static void End(string words, int code)
    {
        Console.Error.WriteLine(words);
        Environment.Exit(code);
    }

    private static IResult Loading() => Results.Json(new { error = new { code = 503, message = "Loading model", type = "unavailable_error" } }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
