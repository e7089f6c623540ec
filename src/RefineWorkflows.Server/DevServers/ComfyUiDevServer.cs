using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RefineWorkflows.Server.DevServers;

/// <summary>A ComfyUI that paints with the embedded painter. Counts <c>taken</c>, <c>started</c>, <c>painted</c> and <c>interrupted</c> besides its routes.</summary>
internal sealed class ComfyUiDevServer
{
    private const long Vram = 24L << 30;

    private readonly DevFaults faults;
    private readonly ComfyDevSockets sockets;
    private readonly ComfyDevQueue queue;
    private readonly bool old;
    private readonly DevCard card;

    private ComfyUiDevServer(DevFaults faults, ComfyDevSockets sockets, ComfyDevQueue queue, DevCard card, bool old)
    {
        this.faults = faults;
        this.sockets = sockets;
        this.queue = queue;
        this.card = card;
        this.old = old;
    }

    /// <param name="url">Where to listen; port 0 takes a free one.</param>
    /// <param name="old">Whether it is one from before clients could choose the prompt's id: ids of its own, no jobs, an interrupt that stops whatever runs.</param>
    /// <param name="behindPrefix">Whether it answers below <c>/api</c> only, as behind some proxies.</param>
    /// <param name="card">The graphics card that it shares; null for one of its own.</param>
    public static WebApplication Build(string url, bool old, DevCard? card = null, bool behindPrefix = false)
    {
        card ??= new DevCard(Vram);
        var faults = new DevFaults(context => context.Request.Path.Value is "/prompt" or "/api/prompt" && context.Request.Method == "POST", (_, text) => new { error = text, node_errors = Array.Empty<object>() });
        var sockets = new ComfyDevSockets(old);
        var queue = new ComfyDevQueue(faults, sockets, card, old);
        WebApplication app = DevServers.NewApp(url, services => services.AddHostedService(_ => queue));
        var server = new ComfyUiDevServer(faults, sockets, queue, card, old);
        app.UseWebSockets();
        app.Use(RefuseForeignOrigin);
        faults.Map(app);
        if (!behindPrefix)
            server.Map(app);
        server.Map(app.MapGroup("/api"));
        if (!old)
            server.MapJobs(app);
        return app;
    }

    private static Task RefuseForeignOrigin(HttpContext context, RequestDelegate next)
    {
        string origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Authority == context.Request.Host.Value))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/prompt", PromptAsync);
        routes.MapGet("/ws", SocketAsync);
        routes.MapGet("/queue", () => Json(queue.Queue()));
        routes.MapPost("/queue", ChangeQueueAsync);
        routes.MapPost("/interrupt", InterruptAsync);
        routes.MapGet("/history/{id}", (string id) => Json(queue.History(id, null)));
        routes.MapGet("/history", (int? max_items) => Json(queue.History(null, max_items)));
        routes.MapGet("/view", View);
        routes.MapPost("/upload/image", UploadAsync);
        routes.MapPost("/free", () =>
        {
            queue.Free();
            return Results.Ok();
        });
        routes.MapGet("/system_stats", () => Json(Stats()));
        routes.MapGet("/object_info/{name}", (string name) => Json(ComfyDevNodes.Describe(name) is { } node ? new JsonObject { [name] = node } : []));
        routes.MapGet("/object_info", () => Json(new JsonObject(ComfyDevNodes.All.Select(name => KeyValuePair.Create(name, (JsonNode?)ComfyDevNodes.Describe(name))))));
        routes.MapGet("/features", () => Json(new JsonObject { ["supports_preview_metadata"] = !old }));
    }

    private void MapJobs(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/jobs/{id}", (string id) => queue.Knows(id) ? Json(new JsonObject { ["id"] = id }) : Json(new JsonObject { ["error"] = "Job not found" }, 404));
        routes.MapPost("/api/jobs/{id}/cancel", (string id) => Json(new JsonObject { ["cancelled"] = queue.Delete(id) || queue.Interrupt(id) }));
    }

    private async Task<IResult> PromptAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await BodyAsync(context, cancellationToken) is not { } body || body["prompt"] is not JsonObject workflow)
            return Json(ComfyDevNodes.Error("no_prompt", "No prompt provided", "No prompt provided", []), 400);
        string id = Guid.NewGuid().ToString("D");
        if (!old && body["prompt_id"] is JsonValue chosen)
        {
            string given = (string?)chosen ?? "";
            if (!Guid.TryParseExact(given, "D", out Guid uuid) || uuid.ToString("D") != given)
                return Json(ComfyDevNodes.Error("invalid_prompt_id", "prompt_id must be a canonical UUID", given, []), 400);
            id = given;
        }

        IReadOnlyList<string> models = faults.Take("missing-model") ? [] : ComfyDevNodes.Models;
        if (ComfyDevNodes.Refuse(workflow, models, name => queue.Files.ContainsKey(ComfyDevQueue.Key("input", "", name))) is { } refusal)
            return Json(refusal, 400);
        var extra = body["extra_data"]?.DeepClone() as JsonObject ?? [];
        if (body["client_id"] is { } client)
            extra["client_id"] = client.DeepClone();
        ComfyDevPrompt prompt = queue.Add(id, (JsonObject)workflow.DeepClone(), extra);
        return Json(new JsonObject { ["prompt_id"] = prompt.Id, ["number"] = prompt.Number, ["node_errors"] = new JsonObject() });
    }

    private async Task SocketAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        string client = context.Request.Query["clientId"].ToString();
        using System.Net.WebSockets.WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, context.RequestServices.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping);
        await sockets.KeepAsync(client.Length > 0 ? client : Guid.NewGuid().ToString("N"), socket, end.Token);
    }

    private async Task<IResult> ChangeQueueAsync(HttpContext context, CancellationToken cancellationToken)
    {
        JsonObject? body = await BodyAsync(context, cancellationToken);
        if (body?["clear"] is not null)
            faults.Count("cleared");
        foreach (JsonNode? id in body?["delete"] as JsonArray ?? [])
            queue.Delete((string?)id ?? "");
        return Results.Ok();
    }

    private async Task<IResult> InterruptAsync(HttpContext context, CancellationToken cancellationToken)
    {
        JsonObject? body = await BodyAsync(context, cancellationToken);
        queue.Interrupt(old ? null : (string?)body?["prompt_id"]);
        return Results.Ok();
    }

    private IResult View(string filename, string? subfolder, string? type)
    {
        if (filename.StartsWith('/') || filename.Contains("..", StringComparison.Ordinal))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        return queue.Files.TryGetValue(ComfyDevQueue.Key(type ?? "output", subfolder ?? "", filename), out byte[]? bytes) ? Results.Bytes(bytes, "image/png") : Results.NotFound();
    }

    private async Task<IResult> UploadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        if (form.Files.GetFile("image") is not { } file)
            return Results.BadRequest();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        string stem = Path.GetFileNameWithoutExtension(file.FileName);
        string name = file.FileName;
        for (int copy = 1; queue.Files.TryGetValue(ComfyDevQueue.Key("input", "", name), out byte[]? held) && !held.AsSpan().SequenceEqual(bytes.ToArray()); copy++)
            name = $"{stem} ({copy}){Path.GetExtension(file.FileName)}";
        queue.Files[ComfyDevQueue.Key("input", "", name)] = bytes.ToArray();
        return Json(new JsonObject { ["name"] = name, ["subfolder"] = "", ["type"] = "input" });
    }

    private JsonObject Stats()
    {
        long used = queue.Held;
        return new JsonObject
        {
            ["system"] = new JsonObject { ["os"] = "posix", ["comfyui_version"] = old ? "0.2.0" : "0.3.75", ["argv"] = new JsonArray() },
            ["devices"] = new JsonArray(new JsonObject { ["name"] = "cuda:0", ["type"] = "cuda", ["index"] = 0, ["vram_total"] = card.Total, ["vram_free"] = card.Total - card.Used, ["torch_vram_total"] = used, ["torch_vram_free"] = 0 }),
        };
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

    private static IResult Json(JsonObject body, int status = StatusCodes.Status200OK) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);
}
