using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>ComfyUI's routes, as <c>server.py</c> has them. Says what the server says; decides nothing.</summary>
internal sealed class ComfyClient(BackEndSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>How many of the last prompts are looked through for one that the server has given an id of its own.</summary>
    private const int LookedThrough = 200;

    private const string Prefix = "api/";

    /// <summary>Whether the server, or the proxy before it, answers below <c>/api</c> only.</summary>
    private volatile bool isBehindPrefix;

    public ModelHttp Http { get; } = new(settings, Authorize, time);

    /// <summary>Where the socket of a client is.</summary>
    public Uri SocketOf(string id)
    {
        var address = new UriBuilder(Http.At($"{(isBehindPrefix ? Prefix : "")}ws?clientId={id}"));
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        return address.Uri;
    }

    /// <summary>Queues a workflow and returns the id that the server knows it by: ours, or its own on older servers.</summary>
    /// <exception cref="BackEndException">It was refused; nothing was queued.</exception>
    public async Task<string> SubmitAsync(JsonObject workflow, string id, CancellationToken cancellationToken)
    {
        // client_id comes back in queue and history: by it a prompt is found also on servers that ignore prompt_id.
        var body = new JsonObject { ["prompt"] = workflow, ["client_id"] = id, ["prompt_id"] = id };
        ModelReply reply = await PostAsync("prompt", body, cancellationToken);
        if (!reply.IsSuccess)
            throw ComfyRefusal.Of(Http, reply);
        JsonObject accepted = Json(reply, "POST /prompt");
        string known = ComfyOutcome.Text(accepted["prompt_id"]);
        return known.Length > 0 ? known : throw Http.Failure(BackEndFailure.Protocol, $"POST /prompt answered without a prompt_id: {Http.Shown(reply.Body)}");
    }

    /// <summary>How a prompt ended; null while it has not, or when the server does not know it.</summary>
    public async Task<ComfyOutcome?> HistoryAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject history = await GetAsync($"history/{id}", cancellationToken);
        return history[id] is JsonObject entry ? ComfyOutcome.Read(id, entry) : null;
    }

    /// <summary>The server's id of a prompt that it is working on or has queued; null when there is none. <paramref name="id"/> may be ours or its.</summary>
    public async Task<(string Id, bool Running)?> QueuedAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject queue = await GetAsync("queue", cancellationToken);
        foreach (string part in (string[])["queue_running", "queue_pending"])
        {
            if ((queue[part] as JsonArray ?? []).Select(item => Known(item as JsonArray, id)).FirstOrDefault(found => found is not null) is { } known)
                return (known, part == "queue_running");
        }

        return null;
    }

    /// <summary>The server's id of a prompt that it knows in any way; null when all of history, queue and jobs do not know it.</summary>
    public async Task<string?> FindAsync(string id, CancellationToken cancellationToken)
    {
        JsonObject own = await GetAsync($"history/{id}", cancellationToken);
        if (own.ContainsKey(id))
            return id;
        if (await QueuedAsync(id, cancellationToken) is { } queued)
            return queued.Id;
        // It may have ended between the two questions; and an older server has it under a name of its own.
        JsonObject history = await GetAsync($"history?max_items={LookedThrough}", cancellationToken);
        foreach ((string known, JsonNode? entry) in history)
        {
            if (Known((entry as JsonObject)?["prompt"] as JsonArray, id) is not null)
                return known;
        }

        ModelReply job = await Http.GetAsync($"api/jobs/{id}", cancellationToken);
        return job.IsSuccess && job.MediaType == "application/json" ? id : null;
    }

    /// <summary>Hands a picture over under the name of its content, so that the same one is never kept twice, and returns the server's name for it.</summary>
    public async Task<string> UploadAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        string format = FormatOf(picture);
        string name = $"refine-{Convert.ToHexStringLower(SHA256.HashData(picture.Span))[..32]}.{format}";
        ModelReply reply = await AskAsync("upload/image", route => Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, Http.At(route))
            {
                Content = new MultipartFormDataContent
                {
                    { new ReadOnlyMemoryContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue($"image/{format}") } }, "image", name },
                    { new StringContent("input"), "type" },
                },
            },
            cancellationToken));
        if (reply.Status == HttpStatusCode.RequestEntityTooLarge)
            throw Http.Failure(BackEndFailure.InvalidRequest, $"the picture to start from ({picture.Length} bytes) is larger than it accepts. Start ComfyUI with a larger --max-upload-size.");
        if (!reply.IsSuccess)
            throw ComfyRefusal.Of(Http, reply);
        JsonObject kept = Json(reply, "POST /upload/image");
        string known = ComfyOutcome.Text(kept["name"]);
        string folder = ComfyOutcome.Text(kept["subfolder"]);
        return known.Length == 0 ? throw Http.Failure(BackEndFailure.Protocol, $"POST /upload/image answered without a name: {Http.Shown(reply.Body)}") : folder.Length > 0 ? $"{folder}/{known}" : known;
    }

    /// <exception cref="BackEndException">Protocol: the server names a file that nobody should ask for.</exception>
    public async Task<byte[]> ViewAsync(ComfyFile file, CancellationToken cancellationToken)
    {
        if (!file.IsHarmless)
            throw Http.Failure(BackEndFailure.Protocol, $"it names a file that is not asked for: '{file.Name}' in '{file.Subfolder}' of '{file.Kind}'. Is that really your ComfyUI?");
        ModelReply reply = await AskAsync(file.Route, route => Http.GetAsync(route, cancellationToken));
        return reply.IsSuccess
            ? reply.Body
            : throw Http.Failure(StatusMeaning.Of(reply.Status), $"the finished picture '{file.Name}' cannot be fetched ({(int)reply.Status}): {Http.Shown(reply.Body)}", retryAfter: reply.RetryAfter);
    }

    /// <summary>Takes one prompt back, and only that one; true when the server has done so or had nothing to do.</summary>
    public async Task<bool> CancelAsync(string id, CancellationToken cancellationToken)
    {
        ModelReply reply = await Http.PostJsonAsync($"api/jobs/{id}/cancel", new JsonObject(), cancellationToken);
        if (reply.IsSuccess)
            return true;
        if (await QueuedAsync(id, cancellationToken) is not { } queued)
            return true;
        // An older server stops whatever runs, whoever's it is: hence only when ours is the one that runs.
        reply = queued.Running
            ? await PostAsync("interrupt", new JsonObject { ["prompt_id"] = queued.Id }, cancellationToken)
            : await PostAsync("queue", new JsonObject { ["delete"] = new JsonArray(queued.Id) }, cancellationToken);
        return reply.IsSuccess;
    }

    public async Task FreeAsync(CancellationToken cancellationToken)
    {
        ModelReply reply = await PostAsync("free", new JsonObject { ["unload_models"] = true, ["free_memory"] = true }, cancellationToken);
        if (!reply.IsSuccess)
            throw ComfyRefusal.Of(Http, reply);
    }

    public Task<JsonObject> StatsAsync(CancellationToken cancellationToken) => GetAsync("system_stats", cancellationToken);

    /// <summary>What a node can be given, as <c>/object_info</c> tells it; null when the server does not have the node.</summary>
    public async Task<JsonObject?> NodeAsync(string classType, CancellationToken cancellationToken)
        => (await GetAsync($"object_info/{Uri.EscapeDataString(classType)}", cancellationToken))[classType] as JsonObject;

    public void Dispose() => Http.Dispose();

    private string FormatOf(ReadOnlyMemory<byte> picture)
    {
        try
        {
            return new ImageCodec(ImageLimits.Default).ReadHeader(picture).Format.ToString().ToLowerInvariant();
        }
        catch (ImagingException wrong)
        {
            throw Http.Failure(BackEndFailure.InvalidRequest, $"the picture to start from cannot be used: {wrong.Message}", wrong);
        }
    }

    private Task<ModelReply> PostAsync(string route, JsonObject body, CancellationToken cancellationToken)
        => AskAsync(route, at => Http.PostJsonAsync(at, body, cancellationToken));

    /// <summary>Asks at the plain path, and where that is not there below <c>/api</c>; which one it is stays known.</summary>
    private async Task<ModelReply> AskAsync(string route, Func<string, Task<ModelReply>> send)
    {
        if (isBehindPrefix)
            return await send(Prefix + route);
        ModelReply plain = await send(route);
        if (plain.Status != HttpStatusCode.NotFound)
            return plain;
        // Nothing has been done by who does not know the path, so that asking again does nothing twice.
        ModelReply behind = await send(Prefix + route);
        if (behind.Status == HttpStatusCode.NotFound)
            return plain;
        isBehindPrefix = true;
        return behind;
    }

    private async Task<JsonObject> GetAsync(string route, CancellationToken cancellationToken)
    {
        ModelReply reply = await AskAsync(route, at => Http.GetAsync(at, cancellationToken));
        return reply.IsSuccess ? Json(reply, $"GET /{route}") : throw ComfyRefusal.Of(Http, reply);
    }

    private JsonObject Json(ModelReply reply, string route)
    {
        try
        {
            if (JsonNode.Parse(reply.Body) is JsonObject read)
                return read;
        }
        catch (JsonException wrong)
        {
            throw Http.Failure(BackEndFailure.Protocol, $"{route} answered with something that is no JSON: {Http.Shown(reply.Body)}", wrong);
        }

        throw Http.Failure(BackEndFailure.Protocol, $"{route} answered with something that is no JSON object: {Http.Shown(reply.Body)}");
    }

    /// <summary>The server's id in <c>[number, id, prompt, extra_data, outputs]</c> when it is the prompt with this id or client id.</summary>
    private static string? Known(JsonArray? item, string id)
    {
        if (item is not { Count: >= 2 })
            return null;
        string known = ComfyOutcome.Text(item[1]);
        return known == id || (item.Count > 3 && ComfyOutcome.Text((item[3] as JsonObject)?["client_id"]) == id) ? known : null;
    }

    /// <summary>ComfyUI asks for no key; a proxy in front of it may, by user and password or by a token.</summary>
    internal static void Authorize(HttpRequestHeaders headers, string secret)
        => headers.Authorization = secret.Contains(':', StringComparison.Ordinal)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)))
            : new AuthenticationHeaderValue("Bearer", secret);
}
