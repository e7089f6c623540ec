using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>
/// Pictures from ComfyUI. The handle is the id of the prompt; it is on disk before the prompt is sent, so that whenever a
/// process dies the server is asked for the prompt before it is ordered again.
/// </summary>
public sealed class ComfyGenerator : IResumableGenerator, IDisposable
{
    /// <summary>Every route answers at once; only the queue takes long.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToCancel = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TimeToHear = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToFree = TimeSpan.FromSeconds(30);
    private const int FailedLooks = 5;
    private const long LittleMemory = 512L << 20;

    private readonly BackEndSettings settings;
    private readonly TimeProvider time;
    private readonly ComfyClient client;
    private readonly ReturnedClips clips;
    private readonly ComfyWorkflow words;
    private readonly bool moves;
    private readonly ComfyWorkflow? reference;

    /// <param name="settings">The back end; a workflow of its own for text to image switches the shipped one for image to image off.</param>
    /// <param name="time">The clock.</param>
    /// <param name="clips">What reads and joins moving pictures.</param>
    /// <exception cref="ComfyWorkflowException">A workflow cannot be read or has not the slots it needs.</exception>
    public ComfyGenerator(BackEndSettings settings, TimeProvider time, ReturnedClips clips)
    {
        this.clips = clips;
        this.settings = settings;
        this.time = time;
        words = ComfyWorkflow.Read(settings.Workflow ?? Shipped(settings.Video == true ? "comfy-txt2video.json" : "comfy-txt2img.json"));
        moves = settings.Video ?? words.MakesVideo;
        string? second = settings.ReferenceWorkflow ?? (settings.Workflow is null && !moves ? Shipped("comfy-img2img.json") : null);
        reference = second is null ? null : ComfyWorkflow.Read(second);
        if (reference is not null && !reference.Has(ComfySlot.Image))
            throw new ComfyWorkflowException($"'{second}'", "it has no place for the picture to start from. Give the node that loads it the title 'image'.");
        Capabilities = new GeneratorCapabilities(
            settings.Name,
            settings.PromptTokens([settings.Model, .. words.LoadedModels], words.LoadsCheckpoint ? PromptLimit.Clip : null),
            settings.NegativePrompt ?? (words.Has(ComfySlot.Negative) && reference?.Has(ComfySlot.Negative) != false),
            SupportsReference: reference is not null,
            SupportsStrength: reference?.Has(ComfySlot.Strength) == true)
        {
            MakesVideo = moves,
            MaxFrames = moves ? clips.MostFrames : 0,
        };
        client = new ComfyClient(settings with { Timeout = settings.Timeout < LongestAnswer ? settings.Timeout : LongestAnswer }, time);
    }

    public GeneratorCapabilities Capabilities { get; }

    public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
        => GenerateAsync(request, new GenerationCall(Guid.NewGuid().ToString("N"), null, _ => Task.CompletedTask), cancellationToken);

    /// <exception cref="BackEndException">The server refused, failed, or was not reached.</exception>
    public async Task<GeneratedImage> GenerateAsync(GenerationRequest request, GenerationCall call, CancellationToken cancellationToken)
    {
        var order = new ComfyOrder(client, request, call) { Id = call.Handle };
        try
        {
            ComfyOutcome outcome = await OutcomeAsync(order, cancellationToken);
            return await new ComfyResult(client, clips, settings.LargestReply).FetchAsync(WorkflowFor(request), moves || request.Clip is not null, request, outcome, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (call.IsUnwanted())
                await TakeBackAsync(order);
            throw;
        }
    }

    /// <summary>Asks what the server is, whether it has every node of the workflows, and whether it has the model.</summary>
    /// <exception cref="BackEndException">It cannot be reached, or something is missing there.</exception>
    public async Task<BackEndState> AskAsync(CancellationToken cancellationToken)
    {
        JsonObject stats = await client.StatsAsync(cancellationToken);
        var device = (stats["devices"] as JsonArray)?.FirstOrDefault() as JsonObject;
        string version = ComfyOutcome.Text(stats["system"]?["comfyui_version"]);
        var choices = new ComfyChoices(client);
        List<string> missing = [];
        foreach (string name in words.Classes.Union(reference?.Classes ?? []))
        {
            if (!await choices.HasNodeAsync(name, cancellationToken))
                missing.Add(name);
        }

        RequireFfmpeg(words);
        if (missing.Count > 0)
            throw client.Http.Failure(BackEndFailure.NotFound, $"it does not have the node {string.Join(", ", missing)} that the workflow needs. Install it there, for example with ComfyUI-Manager.");
        List<string> models = [];
        foreach ((string node, string input, string own) in words.Models.Union(reference?.Models ?? []))
        {
            IReadOnlyList<string> known = await choices.OfAsync(node, input, cancellationToken);
            string wanted = settings.Model ?? own;
            if (known.Count > 0 && !known.Contains(wanted))
                throw client.Http.Failure(BackEndFailure.NotFound, $"it does not have the model '{wanted}'. Set the model to one that it has: {string.Join(", ", known.Take(20))}.");
            models.AddRange(known.Except(models));
        }

        string sentence = $"ComfyUI {version}, {BackEndState.Count(models)}, every node of the workflow is there.".Replace("  ", " ", StringComparison.Ordinal);
        return new BackEndState(version.Length > 0 ? version : null, sentence, models, Long(device?["vram_free"]), Long(device?["vram_total"]));
    }

    /// <summary>Has the server give its graphics memory back; false when within 30 s nothing proves that it did.</summary>
    /// <exception cref="BackEndException">It cannot be reached or refuses.</exception>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        long? before = Device(await client.StatsAsync(cancellationToken), "vram_free");
        await client.FreeAsync(cancellationToken);
        long start = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; time.GetElapsedTime(start) < TimeToFree; pause = Longer(pause, TimeSpan.FromSeconds(1)))
        {
            // 200 means only that a flag is set: the worker acts on it when it next turns round.
            await Task.Delay(pause, time, cancellationToken);
            JsonObject now = await client.StatsAsync(cancellationToken);
            if (Device(now, "torch_vram_total") is < LittleMemory || Device(now, "vram_free") > before)
                return true;
        }

        return false;
    }

    /// <summary>Graphics memory that its models hold now, in bytes; 0 when that is too little for a model, null where the server does not tell.</summary>
    /// <exception cref="BackEndException">It cannot be reached.</exception>
    public async Task<long?> HeldAsync(CancellationToken cancellationToken)
        => Device(await client.StatsAsync(cancellationToken), "torch_vram_total") is { } held ? held < LittleMemory ? 0 : held : null;

    /// <summary>Whether a workflow makes moving pictures; false also of one that cannot be read.</summary>
    public static bool IsVideo(string workflow)
    {
        try
        {
            return ComfyWorkflow.Read(workflow).MakesVideo;
        }
        catch (ComfyWorkflowException)
        {
            // Whoever makes the client of it says what is wrong with it.
            return false;
        }
    }

    public void Dispose() => client.Dispose();

    private static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "comfy-workflows", file);

    /// <summary>Before minutes of a graphics card are spent on what nobody here can look at.</summary>
    private void RequireFfmpeg(ComfyWorkflow workflow)
    {
        if (workflow.SavesVideo && !clips.ReadsVideo)
            throw client.Http.Failure(BackEndFailure.NotFound, $"its workflow saves an MP4 or WebM, and {ReturnedClips.HowToGetFfmpeg}");
    }

    private ComfyWorkflow WorkflowFor(GenerationRequest request)
    {
        if (request.Clip is not null && !moves)
            throw client.Http.Failure(BackEndFailure.InvalidRequest, "its workflow makes still pictures. Set \"Video\": true, or Workflow to one that saves frames or a clip.");
        if (request.Reference is null)
            return words;
        ComfyWorkflow starting = reference ?? throw client.Http.Failure(BackEndFailure.InvalidRequest, "it has no workflow that starts from a picture. Set ReferenceWorkflow.");
        return request.Strength is null || starting.Has(ComfySlot.Strength)
            ? starting
            : throw client.Http.Failure(BackEndFailure.InvalidRequest, "its workflow has no place for the strength, so that none may be sent.");
    }

    private async Task<ComfyOutcome> OutcomeAsync(ComfyOrder order, CancellationToken cancellationToken)
    {
        ComfyWorkflow workflow = WorkflowFor(order.Request);
        if (await order.FindEarlierAsync(cancellationToken))
        {
            ComfyNews late = News(order, workflow);
            late.Missed();
            await using ComfySocket quiet = await SocketAsync(order, late, cancellationToken);
            ComfyOutcome? earlier = await CompletedAsync(workflow, late, await WaitAsync(order, quiet, cancellationToken), cancellationToken);
            if (earlier is { Problem: null, IsLost: false })
                return earlier;
            order.Say(Again(earlier, ordered: "ordered earlier"));
        }

        RequireFfmpeg(workflow);
        for (int attempt = 1; ; attempt++)
        {
            await order.NameAsync(cancellationToken);
            ComfyNews news = News(order, workflow);
            await using ComfySocket socket = await SocketAsync(order, news, cancellationToken);
            await order.SubmitAsync(workflow, settings, cancellationToken);
            ComfyOutcome? outcome = await CompletedAsync(workflow, news, await WaitAsync(order, socket, cancellationToken), cancellationToken);
            if (outcome is { Problem: null, IsLost: false })
                return outcome;
            if (attempt > 1 || outcome is not (null or { IsLost: true } or { Failure: BackEndFailure.OutOfMemory }))
                throw Problem(outcome);
            if (outcome is not { IsLost: false })
            {
                order.Say(Again(outcome, ordered: "on its way"));
                continue;
            }

            bool free = await ReleaseAsync(cancellationToken);
            order.Say($"{settings.Name} ran out of graphics memory; its models were unloaded{(free ? "" : " (which it did not confirm)")} and the picture is ordered once more.");
        }
    }

    private string Again(ComfyOutcome? outcome, string ordered) => outcome switch
    {
        null => $"{settings.Name} forgot the picture that was on its way; it is ordered again, so that it may have been made twice.",
        { IsLost: true } => $"{settings.Name} sent the picture that was {ordered} while its socket was down, and keeps none; it is ordered again, so that it is made twice. Let the workflow end in SaveImage instead.",
        _ => $"{settings.Name} had not made the picture that was {ordered} ({outcome.Problem}); it is ordered again.",
    };

    private ComfyNews News(ComfyOrder order, ComfyWorkflow workflow) => new(workflow.Size, workflow.Sender, settings.LargestReply, order.Progress);

    private Task<ComfySocket> SocketAsync(ComfyOrder order, ComfyNews news, CancellationToken cancellationToken)
    {
        string id = order.Id!;
        return ComfySocket.OpenAsync(settings, () => client.SocketOf(id), news, time, cancellationToken);
    }

    /// <summary>Adds what came over the socket, of a workflow whose pictures stand in no history.</summary>
    private async Task<ComfyOutcome?> CompletedAsync(ComfyWorkflow workflow, ComfyNews news, ComfyOutcome? outcome, CancellationToken cancellationToken)
    {
        if (outcome is not { Problem: null } || workflow.Sender is null || outcome.FilesOf(workflow.ResultNode).Count > 0)
            return outcome;
        // The history may be quicker than the socket, on which the end comes after the pictures.
        await news.EndedAsync(TimeToHear, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return news.Sent is { Count: > 0 } sent ? outcome with { Sent = sent } : outcome with { IsLost = true };
    }

    /// <summary>Waits until the history tells how the prompt ended; null when the server does not know it any more.</summary>
    private async Task<ComfyOutcome?> WaitAsync(ComfyOrder order, ComfySocket socket, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        TimeSpan pause = FirstPause;
        int failed = 0;
        while (true)
        {
            try
            {
                if (await client.HistoryAsync(order.Id!, cancellationToken) is { } outcome)
                    return outcome;
                // It may end between the two questions, so that only a second look at the history proves it forgotten.
                if (await client.QueuedAsync(order.Id!, cancellationToken) is null && await client.HistoryAsync(order.Id!, cancellationToken) is var last)
                    return last;
                failed = 0;
            }
            catch (BackEndException passing) when (passing.IsTransient && ++failed < FailedLooks)
            {
                // The picture goes on being made while nobody can look.
            }

            if (time.GetElapsedTime(start) > settings.Timeout)
            {
                await TakeBackAsync(order);
                throw client.Http.Failure(BackEndFailure.Timeout, string.Create(CultureInfo.InvariantCulture, $"the picture was not made within {settings.Timeout}; it was taken back. Raise the timeout, or ask for fewer steps or a smaller picture."));
            }

            await socket.WaitAsync(pause, cancellationToken);
            pause = Longer(pause, LongestPause);
        }
    }

    private BackEndException Problem(ComfyOutcome? outcome) => outcome switch
    {
        null => client.Http.Failure(BackEndFailure.Transport, "it forgot the picture twice while it was on its way. Does ComfyUI restart by itself? Look at its log."),
        { IsLost: true } => client.Http.Failure(BackEndFailure.Transport, "its workflow sends pictures over the socket, which was down twice when one came. Let it end in SaveImage, which keeps them."),
        { Failure: BackEndFailure.OutOfMemory } => client.Http.Failure(BackEndFailure.OutOfMemory, $"it has not enough graphics memory, also after unloading its models: {outcome.Problem}. Ask for a smaller picture or use a smaller model."),
        _ => client.Http.Failure(outcome.Failure, $"the picture was not made: {outcome.Problem}."),
    };

    private async Task TakeBackAsync(ComfyOrder order)
    {
        if (!order.IsSent)
            return;
        using var limit = new CancellationTokenSource(TimeToCancel, time);
        try
        {
            if (!await client.CancelAsync(order.Id!, limit.Token))
                order.Say($"{settings.Name} did not take back prompt {order.Id}; it may go on working on it.");
        }
        catch (Exception unheard) when (unheard is BackEndException or OperationCanceledException)
        {
            order.Say($"{settings.Name} could not be told to take back prompt {order.Id}; it may go on working on it. {unheard.Message}");
        }
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan most) => pause * 2 < most ? pause * 2 : most;

    private static long? Device(JsonObject stats, string name) => Long(((stats["devices"] as JsonArray)?.FirstOrDefault() as JsonObject)?[name]);

    private static long? Long(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number) ? (long)number : null;
}
