using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.WebUi;

/// <summary>
/// Pictures from Stable Diffusion WebUI. It answers when the picture is done and cannot be asked for it again: the handle
/// only tells, after a crash, that a picture was on its way and is made a second time.
/// </summary>
public sealed class WebUiGenerator : IResumableGenerator, IDisposable
{
    private static readonly TimeSpan TimeToCancel = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TimeToFree = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly BackEndSettings settings;
    private readonly TimeProvider time;
    private readonly WebUiClient client;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private bool unloaded;

    public WebUiGenerator(BackEndSettings settings, TimeProvider time)
    {
        this.settings = settings;
        this.time = time;
        client = new WebUiClient(settings, time);
        Capabilities = new GeneratorCapabilities(settings.Name, settings.PromptTokens([settings.Model], PromptLimit.Clip), settings.NegativePrompt ?? true, SupportsReference: true, SupportsStrength: true);
    }

    public GeneratorCapabilities Capabilities { get; }

    public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
        => GenerateAsync(request, new GenerationCall(Guid.NewGuid().ToString("N"), null, _ => Task.CompletedTask), cancellationToken);

    /// <exception cref="BackEndException">The server refused, failed, or was not reached.</exception>
    public async Task<GeneratedImage> GenerateAsync(GenerationRequest request, GenerationCall call, CancellationToken cancellationToken)
    {
        // The server works on one picture at a time and lets the others wait inside their requests, where their time runs out.
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            string task = $"task(refine-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(call.Key)))[..24]})";
            if (call.Handle is { Length: > 0 } earlier)
            {
                await EndEarlierAsync(earlier, call, cancellationToken);
                await CallMeter.OrderingAgainAsync(cancellationToken);
            }
            else
            {
                await call.SaveHandleAsync(task);
            }

            return await PaintAsync(request, call, task, cancellationToken);
        }
        catch (BackEndException refused) when (refused.Failure is not (BackEndFailure.Transport or BackEndFailure.Timeout or BackEndFailure.Protocol))
        {
            // Nothing is on its way, so that the next attempt has nothing to say about this one.
            await call.SaveHandleAsync("");
            throw;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Asks which models it has and how much memory.</summary>
    /// <exception cref="BackEndException">It cannot be reached, was started without its API, or has not the model.</exception>
    public async Task<BackEndState> AskAsync(CancellationToken cancellationToken)
    {
        List<JsonObject> models = [.. (await client.GetAsync("sdapi/v1/sd-models", cancellationToken) as JsonArray ?? []).OfType<JsonObject>()];
        List<string> titles = [.. models.Select(one => WebUiClient.Text(one["title"]))];
        if (settings.Model is { Length: > 0 } wanted && !models.Any(one => Names(one).Contains(wanted, StringComparer.OrdinalIgnoreCase)))
            throw client.Http.Failure(BackEndFailure.NotFound, $"it does not have the model '{wanted}'. Set the model to one that it has: {string.Join(", ", titles.Take(20))}.");
        (long? free, long? total) = await MemoryAsync(cancellationToken);
        return new BackEndState(null, $"Stable Diffusion WebUI, {BackEndState.Count(titles)}.", titles, free, total);
    }

    /// <summary>Has the server move its weights out of the graphics memory; false when within 30 s nothing proves that it did.</summary>
    /// <exception cref="BackEndException">It cannot be reached or refuses.</exception>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        (long? before, _) = await MemoryAsync(cancellationToken);
        unloaded = true;
        await client.PostAsync("sdapi/v1/unload-checkpoint", [], cancellationToken);
        if (before is null)
            return false;
        long start = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; time.GetElapsedTime(start) < TimeToFree; pause = pause * 2 < TimeSpan.FromSeconds(2) ? pause * 2 : TimeSpan.FromSeconds(2))
        {
            if ((await MemoryAsync(cancellationToken)).Free > before)
                return true;
            await Task.Delay(pause, time, cancellationToken);
        }

        return false;
    }

    public void Dispose()
    {
        client.Dispose();
        oneAtATime.Dispose();
    }

    private async Task<GeneratedImage> PaintAsync(GenerationRequest request, GenerationCall call, string task, CancellationToken cancellationToken)
    {
        // Some of its samplers count seeds in 32 bits; the seed that is really used is the one that is recorded.
        ulong seed = request.Seed & uint.MaxValue;
        try
        {
            return await TryAsync(request, call, task, seed, cancellationToken);
        }
        catch (BackEndException full) when (full.Failure == BackEndFailure.OutOfMemory)
        {
            bool free = await ReleaseAsync(cancellationToken);
            call.Note?.Invoke($"{settings.Name} ran out of graphics memory; its model was unloaded{(free ? "" : " (which it did not confirm)")} and the picture is ordered once more.");
            await CallMeter.OrderingAgainAsync(cancellationToken);
            return await TryAsync(request, call, task, seed, cancellationToken);
        }
    }

    private async Task<GeneratedImage> TryAsync(GenerationRequest request, GenerationCall call, string task, ulong seed, CancellationToken cancellationToken)
    {
        if (unloaded)
        {
            // Without it the first picture after an unload fails on some versions.
            await client.PostAsync("sdapi/v1/reload-checkpoint", [], cancellationToken);
            unloaded = false;
        }

        try
        {
            await using var watch = new WebUiWatch(client, call.Progress, time);
            JsonObject body = await client.PaintAsync(request.Reference is null ? "sdapi/v1/txt2img" : "sdapi/v1/img2img", Body(request, task, seed), cancellationToken);
            WebUiReply reply = WebUiReply.Read(client.Http, body);
            return ReturnedPicture.Read(client.Http, reply.Picture, reply.Seed ?? seed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TakeBackAsync(task, call);
            throw;
        }
        catch (BackEndException late) when (late.Failure == BackEndFailure.Timeout)
        {
            await TakeBackAsync(task, call);
            throw;
        }
    }

    private JsonObject Body(GenerationRequest request, string task, ulong seed)
    {
        var body = new JsonObject
        {
            ["prompt"] = request.Prompt,
            ["negative_prompt"] = request.NegativePrompt ?? "",
            ["seed"] = seed,
            ["width"] = request.Width,
            ["height"] = request.Height,
            ["batch_size"] = 1,
            ["n_iter"] = 1,
            ["send_images"] = true,
            ["save_images"] = false,
            ["force_task_id"] = task,
        };
        if (settings.Steps is { } steps)
            body["steps"] = steps;
        if (settings.Model is { Length: > 0 } model)
        {
            body["override_settings"] = new JsonObject { ["sd_model_checkpoint"] = model };
            // Going back to the model before after every picture would load two models per picture.
            body["override_settings_restore_afterwards"] = false;
        }

        if (request.Reference is { } picture)
            body["init_images"] = new JsonArray(Convert.ToBase64String(picture.Span));
        if (request.Strength is { } strength)
            body["denoising_strength"] = strength;
        return body;
    }

    private async Task EndEarlierAsync(string earlier, GenerationCall call, CancellationToken cancellationToken)
    {
        call.Note?.Invoke($"{settings.Name} may have been making this picture when the connection to it was lost, and cannot be asked for it; it is made again.");
        if (await client.IsActiveAsync(earlier, cancellationToken) == true)
            await client.PostAsync("sdapi/v1/interrupt", [], cancellationToken);
    }

    /// <summary>Stops the picture when it is certain that it is ours: the server's interrupt stops whatever runs.</summary>
    private async Task TakeBackAsync(string task, GenerationCall call)
    {
        using var limit = new CancellationTokenSource(TimeToCancel, time);
        try
        {
            bool? ours = await client.IsActiveAsync(task, limit.Token);
            if (ours == true)
                await client.PostAsync("sdapi/v1/interrupt", [], limit.Token);
            else if (ours is null)
                call.Note?.Invoke($"{settings.Name} does not tell whose picture it is working on; it was not interrupted and may go on working.");
        }
        catch (Exception unheard) when (unheard is BackEndException or OperationCanceledException)
        {
            call.Note?.Invoke($"{settings.Name} could not be told to stop; it may go on working. {unheard.Message}");
        }
    }

    private async Task<(long? Free, long? Total)> MemoryAsync(CancellationToken cancellationToken)
    {
        JsonNode? system = ((await client.GetAsync("sdapi/v1/memory", cancellationToken) as JsonObject)?["cuda"] as JsonObject)?["system"];
        return (Bytes((system as JsonObject)?["free"]), Bytes((system as JsonObject)?["total"]));
    }

    private static long? Bytes(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number) ? (long)number : null;

    private static IEnumerable<string> Names(JsonObject model)
        => new[] { "title", "model_name", "filename", "hash" }.Select(name => WebUiClient.Text(model[name])).SelectMany(name => new[] { name, Path.GetFileName(name) }).Where(name => name.Length > 0);
}
