using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Imaging.Metadata;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Server.DevServers;

/// <summary>A Stable Diffusion WebUI that paints with the embedded painter, one picture at a time. Counts <c>started</c>, <c>painted</c>, <c>queued</c> (came while another was painted) and <c>interrupted</c> besides its routes.</summary>
internal sealed class WebUiDevServer : IDisposable
{
    private const long Vram = 24L << 30;
    private const long ModelVram = 8L << 30;
    private const string Model = "sd_xl_base_1.0.safetensors";

    private readonly DevFaults faults = new(context => context.Request.Path.Value is "/sdapi/v1/txt2img" or "/sdapi/v1/img2img", (status, text) => Error(status == 500 ? "RuntimeError" : "HTTPException", text));
    private readonly EmbeddedPainter painter = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Lock gate = new();
    private string? active;
    private CancellationTokenSource? interrupt;
    private bool loaded = true;

    /// <param name="url">Where to listen; port 0 takes a free one.</param>
    public static WebApplication Build(string url)
    {
        var server = new WebUiDevServer();
        WebApplication app = DevServers.NewApp(url);
        app.Lifetime.ApplicationStopped.Register(server.Dispose);
        server.faults.Map(app);
        app.MapPost("/sdapi/v1/txt2img", server.PaintAsync);
        app.MapPost("/sdapi/v1/img2img", server.PaintAsync);
        app.MapGet("/sdapi/v1/progress", server.Progress);
        app.MapPost("/internal/progress", server.TaskProgressAsync);
        app.MapPost("/sdapi/v1/interrupt", server.Interrupt);
        app.MapPost("/sdapi/v1/unload-checkpoint", () => server.Load(false));
        app.MapPost("/sdapi/v1/reload-checkpoint", () => server.Load(true));
        app.MapGet("/sdapi/v1/memory", server.Memory);
        app.MapGet("/sdapi/v1/sd-models", () => Json(new JsonArray(new JsonObject { ["title"] = Model, ["model_name"] = Path.GetFileNameWithoutExtension(Model), ["hash"] = "31e35c80fc", ["filename"] = $"/models/{Model}" })));
        app.MapGet("/sdapi/v1/options", () => Json(new JsonObject { ["sd_model_checkpoint"] = Model }));
        app.MapFallback(() => Json(new JsonObject { ["detail"] = "Not Found" }, StatusCodes.Status404NotFound));
        return app;
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<IResult> PaintAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await BodyAsync(context, cancellationToken) is not { } body)
            return Json(new JsonObject { ["detail"] = new JsonArray(new JsonObject { ["loc"] = new JsonArray("body"), ["msg"] = "field required", ["type"] = "value_error" }) }, 422);
        if (oneAtATime.CurrentCount == 0)
            faults.Count("queued");
        // Like the real one, it goes on when the caller has gone.
        await oneAtATime.WaitAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        try
        {
            lock (gate)
            {
                active = (string?)body["force_task_id"] ?? "";
                interrupt = stop;
                faults.Count("started");
            }

            return await WorkAsync(context, body, stop.Token);
        }
        finally
        {
            lock (gate)
            {
                active = null;
                interrupt = null;
            }

            oneAtATime.Release();
        }
    }

    private async Task<IResult> WorkAsync(HttpContext context, JsonObject body, CancellationToken stop)
    {
        string model = (string?)body["override_settings"]?["sd_model_checkpoint"] ?? Model;
        if (faults.Take("missing-model") || model != Model)
            return Json(Error("HTTPException", $"Model not found: {model}"), 404);
        if (!loaded)
            return Json(Error("AttributeError", "'NoneType' object has no attribute 'cond_stage_model'"), 500);
        try
        {
            if (faults.TakeAt("worker", "slow") is { } slow)
                await Task.Delay(TimeSpan.FromSeconds(slow.Seconds ?? 30), stop);
            if (faults.Take("oom"))
                return Json(Error("OutOfMemoryError", "CUDA out of memory. Tried to allocate 2.00 GiB"), 500);
            GenerationRequest request = Read(body, (context.Request.Path.Value ?? "").EndsWith("img2img", StringComparison.Ordinal));
            byte[] png = (await painter.GenerateAsync(request, stop)).Bytes.ToArray();
            faults.Count("painted");
            string text = $"{request.Prompt}\nNegative prompt: {request.NegativePrompt}\nSteps: {body["steps"]?.ToJsonString() ?? "20"}, Seed: {request.Seed}, Size: {request.Width}x{request.Height}, Model: {model}";
            return Reply(body, [PngText.Write(png, new Dictionary<string, string> { ["parameters"] = text })], request.Seed, text);
        }
        catch (OperationCanceledException)
        {
            return Reply(body, [], 0, "");
        }
        catch (RefinementException refused)
        {
            return Json(Error(refused.GetType().Name, refused.Message), 500);
        }
    }

    private static GenerationRequest Read(JsonObject body, bool fromPicture)
    {
        byte[]? reference = fromPicture ? Convert.FromBase64String((string)body["init_images"]![0]!) : null;
        string negative = (string?)body["negative_prompt"] ?? "";
        return new GenerationRequest(
            (string?)body["prompt"] ?? "", negative.Length > 0 ? negative : null, body["seed"]!.GetValue<ulong>(), (int)body["width"]!, (int)body["height"]!,
            reference is null ? default(ReadOnlyMemory<byte>?) : reference, reference is null ? null : (double?)body["denoising_strength"] ?? 0.75);
    }

    private static IResult Reply(JsonObject body, IReadOnlyList<byte[]> pictures, ulong seed, string text) => Json(new JsonObject
    {
        ["images"] = new JsonArray([.. pictures.Select(one => JsonValue.Create(Convert.ToBase64String(one)))]),
        ["parameters"] = body.DeepClone(),
        ["info"] = new JsonObject { ["seed"] = seed, ["all_seeds"] = new JsonArray(seed), ["infotexts"] = new JsonArray(text), ["sd_model_name"] = Path.GetFileNameWithoutExtension(Model) }.ToJsonString(),
    });

    private IResult Progress()
    {
        lock (gate)
        {
            return Json(new JsonObject
            {
                ["progress"] = active is null ? 0.0 : 0.5,
                ["eta_relative"] = 0.0,
                ["state"] = new JsonObject { ["interrupted"] = false, ["job"] = active ?? "", ["job_count"] = active is null ? 0 : 1, ["sampling_step"] = active is null ? 0 : 10, ["sampling_steps"] = 20 },
                ["current_image"] = null,
                ["textinfo"] = null,
            });
        }
    }

    private async Task<IResult> TaskProgressAsync(HttpContext context, CancellationToken cancellationToken)
    {
        string? task = (string?)(await BodyAsync(context, cancellationToken))?["id_task"];
        lock (gate)
            return Json(new JsonObject { ["active"] = active is not null && active == task, ["queued"] = false, ["completed"] = active != task });
    }

    private IResult Interrupt()
    {
        lock (gate)
        {
            if (interrupt is not null)
                faults.Count("interrupted");
            interrupt?.Cancel();
        }

        return Json(new JsonObject());
    }

    private IResult Load(bool now)
    {
        loaded = now;
        return Json(new JsonObject());
    }

    private IResult Memory()
    {
        long used = loaded ? ModelVram : 0;
        return Json(new JsonObject
        {
            ["ram"] = new JsonObject { ["free"] = 8L << 30, ["used"] = 8L << 30, ["total"] = 16L << 30 },
            ["cuda"] = new JsonObject { ["system"] = new JsonObject { ["free"] = Vram - used, ["used"] = used, ["total"] = Vram } },
        });
    }

    private static async Task<JsonObject?> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: cancellationToken) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Error(string kind, string text) => new() { ["error"] = kind, ["detail"] = "", ["body"] = "", ["errors"] = text };

    private static IResult Json(JsonNode body, int status = StatusCodes.Status200OK) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);
}
