using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using RefineWorkflows.Refinement;

namespace RefineWorkflows.Server.DevServers;

/// <summary>ComfyUI's queue: one prompt at a time, a history in memory, files that have been written, and the socket told of it all.</summary>
internal sealed class ComfyDevQueue(DevFaults faults, ComfyDevSockets sockets, DevCard card, bool old) : BackgroundService
{
    public const long ModelVram = 8L << 30;

    private const string Model = "checkpoint";
    private const int Steps = 4;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim work = new(0);
    private readonly List<ComfyDevPrompt> pending = [];
    private readonly List<(string Id, JsonObject Entry)> history = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private ComfyDevPrompt? running;
    private CancellationTokenSource? interrupt;
    private int numbers;
    private bool freesNext;

    /// <summary>Graphics memory that its model holds, in bytes.</summary>
    public long Held => card.HeldBy(this, Model);

    /// <summary>Gives the graphics memory back; what runs ends first.</summary>
    public void Free()
    {
        lock (gate)
        {
            if (running is null)
                card.Free(this, Model);
            else
                freesNext = true;
        }
    }

    /// <summary>Uploaded and written files, by <c>type/subfolder/name</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Files => files;

    public ComfyDevPrompt Add(string id, JsonObject workflow, JsonObject extra)
    {
        lock (gate)
        {
            var prompt = new ComfyDevPrompt(++numbers, id, workflow, extra, [.. workflow.Where(pair => ComfyDevNodes.IsOutput(pair.Value)).Select(pair => pair.Key)]);
            pending.Add(prompt);
            faults.Count("taken");
            work.Release();
            return prompt;
        }
    }

    public JsonObject Queue()
    {
        lock (gate)
        {
            return new JsonObject
            {
                ["queue_running"] = new JsonArray([.. new[] { running }.OfType<ComfyDevPrompt>().Select(one => one.Shown())]),
                ["queue_pending"] = new JsonArray([.. pending.Select(one => one.Shown())]),
            };
        }
    }

    public JsonObject History(string? id, int? most)
    {
        var shown = new JsonObject();
        lock (gate)
        {
            foreach ((string known, JsonObject entry) in history.Where(one => id is null || one.Id == id).TakeLast(most ?? int.MaxValue))
                shown[known] = entry.DeepClone();
        }

        return shown;
    }

    public bool Knows(string id)
    {
        lock (gate)
            return running?.Id == id || pending.Any(one => one.Id == id) || history.Any(one => one.Id == id);
    }

    /// <summary>Takes a waiting prompt out of the queue.</summary>
    public bool Delete(string id)
    {
        lock (gate)
            return pending.RemoveAll(one => one.Id == id) > 0;
    }

    /// <summary>Stops the prompt that runs: only when it has this id, or whichever it is without one.</summary>
    public bool Interrupt(string? id)
    {
        lock (gate)
        {
            if (running is null || (id is not null && running.Id != id))
                return false;
            faults.Count("interrupted");
            interrupt!.Cancel();
            return true;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        work.Dispose();
        sockets.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await work.WaitAsync(stoppingToken);
            ComfyDevPrompt? next;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            lock (gate)
            {
                next = pending.FirstOrDefault();
                if (next is null)
                    continue;
                pending.RemoveAt(0);
                running = next;
                interrupt = stop;
                faults.Count("started");
            }

            JsonObject entry = await RunAsync(next, stop.Token, stoppingToken);
            lock (gate)
            {
                running = null;
                interrupt = null;
                if (freesNext)
                    card.Free(this, Model);
                freesNext = false;
                if (!faults.Take("forget-history"))
                    history.Add((next.Id, entry));
            }

            await EndAsync(next, entry, stoppingToken);
        }
    }

    private async Task<JsonObject> RunAsync(ComfyDevPrompt prompt, CancellationToken stop, CancellationToken host)
    {
        var messages = new JsonArray();
        var outputs = new JsonObject();
        await TellAsync(prompt, messages, "execution_start", new JsonObject(), host);
        try
        {
            bool drops = faults.TakeAt("worker", "drop-socket") is not null;
            if (drops)
                sockets.Drop(prompt.Client);
            if (faults.TakeAt("worker", "slow") is { } slow)
                await Task.Delay(TimeSpan.FromSeconds(slow.Seconds ?? 30), stop);
            bool? loads = await card.TryHoldAsync(this, Model, ModelVram, stop);
            if (loads == true)
                faults.Count("loads");
            if (loads is null || faults.Take("oom"))
                return await FailAsync(prompt, messages, "torch.OutOfMemoryError", "Allocation on device 0 would exceed allowed memory.", host);
            // A prompt whose inputs are all unchanged runs nothing, and some versions then list no outputs.
            if (seen.Add(prompt.Workflow.ToJsonString()) || prompt.Outputs.Any(node => IsSender(prompt, node)))
                await PaintAsync(prompt, outputs, stop);
            if (!drops && faults.Take("drop-socket"))
                sockets.Drop(prompt.Client);
            await TellAsync(prompt, messages, "execution_success", new JsonObject(), host, send: false);
            return Entry(prompt, outputs, "success", messages);
        }
        catch (OperationCanceledException) when (!host.IsCancellationRequested)
        {
            await TellAsync(prompt, messages, "execution_interrupted", new JsonObject { ["node_id"] = "3", ["node_type"] = "KSampler", ["executed"] = new JsonArray() }, host, send: false);
            return Entry(prompt, outputs, "error", messages);
        }
        catch (RefinementException refused)
        {
            return await FailAsync(prompt, messages, refused.GetType().Name, refused.Message, host);
        }
    }

    private async Task PaintAsync(ComfyDevPrompt prompt, JsonObject outputs, CancellationToken stop)
    {
        var painter = new ComfyDevPainter(name => files[Key("input", "", name)]);
        foreach (string node in prompt.Outputs)
        {
            ComfyDevPainting painting = await painter.PaintAsync(prompt.Workflow, node, stop);
            faults.Count("painted");
            await TellStepsAsync(prompt, painting, stop);
            await TellNodeAsync(prompt, node, stop);
            if (IsSender(prompt, node))
            {
                foreach (byte[] frame in painting.Frames)
                    await sockets.PreviewAsync(prompt.Client, prompt.Id, node, frame, stop);
                continue;
            }

            outputs[node] = Save(prompt, node, painting);
        }
    }

    /// <summary>The sampler at work: how far it is, and how its picture looks so far.</summary>
    private async Task TellStepsAsync(ComfyDevPrompt prompt, ComfyDevPainting painting, CancellationToken stop)
    {
        string sampler = prompt.Workflow.FirstOrDefault(pair => (string?)pair.Value?["class_type"] == "KSampler").Key ?? "3";
        await TellNodeAsync(prompt, sampler, stop);
        for (int step = 1; step <= Steps; step++)
        {
            await sockets.SendAsync(prompt.Client, "progress", new JsonObject { ["value"] = step, ["max"] = Steps, ["prompt_id"] = prompt.Id, ["node"] = sampler }, stop);
            await TellStateAsync(prompt, sampler, step, stop);
            await sockets.PreviewAsync(prompt.Client, prompt.Id, sampler, painting.Frames[0], stop);
            if (faults.TakeAt("steps", "slow") is { } slow)
                await Task.Delay(TimeSpan.FromSeconds(slow.Seconds ?? 30), stop);
        }
    }

    private async Task TellNodeAsync(ComfyDevPrompt prompt, string node, CancellationToken stop)
    {
        await sockets.SendAsync(prompt.Client, "executing", new JsonObject { ["node"] = node, ["display_node"] = node, ["prompt_id"] = prompt.Id }, stop);
        await TellStateAsync(prompt, node, 0, stop);
    }

    /// <summary>All nodes that come before the one at work are finished, by the order in which the workflow is written.</summary>
    private async Task TellStateAsync(ComfyDevPrompt prompt, string node, int step, CancellationToken stop)
    {
        if (old)
            return;
        var nodes = new JsonObject();
        foreach (string id in prompt.Workflow.Select(pair => pair.Key).OrderBy(id => id == node ? 1 : prompt.Outputs.Contains(id) ? 2 : 0))
        {
            bool running = id == node;
            nodes[id] = new JsonObject { ["value"] = running ? step : 1, ["max"] = running ? Steps : 1, ["state"] = running ? "running" : "finished", ["node_id"] = id, ["prompt_id"] = prompt.Id };
            if (running)
                break;
        }

        await sockets.SendAsync(prompt.Client, "progress_state", new JsonObject { ["prompt_id"] = prompt.Id, ["nodes"] = nodes }, stop);
    }

    private static bool IsSender(ComfyDevPrompt prompt, string node) => (string?)prompt.Workflow[node]?["class_type"] == "SaveImageWebsocket";

    private JsonObject Save(ComfyDevPrompt prompt, string node, ComfyDevPainting painting)
    {
        string type = (string)prompt.Workflow[node]!["class_type"]!;
        string kind = ComfyDevSaver.KindOf(type);
        var told = new JsonArray();
        foreach ((string name, byte[] bytes) in ComfyDevSaver.Save(prompt, node, painting))
        {
            files[Key(kind, "", name)] = bytes;
            told.Add(new JsonObject { ["filename"] = faults.Take("hostile-name") ? "../../../../etc/passwd" : name, ["subfolder"] = "", ["type"] = kind });
        }

        var output = new JsonObject { [ComfyDevSaver.ListOf(type)] = told };
        if (type is "SaveAnimatedWEBP" or "SaveVideo")
            output["animated"] = new JsonArray(true);
        return output;
    }

    private async Task<JsonObject> FailAsync(ComfyDevPrompt prompt, JsonArray messages, string type, string message, CancellationToken host)
    {
        await TellAsync(prompt, messages, "execution_error", new JsonObject
        {
            ["node_id"] = "3",
            ["node_type"] = "KSampler",
            ["executed"] = new JsonArray(),
            ["exception_message"] = message,
            ["exception_type"] = type,
            ["traceback"] = new JsonArray(),
        }, host, send: false);
        return Entry(prompt, [], "error", messages);
    }

    /// <summary>The history is written before the end is told, so that whoever hears of it finds it.</summary>
    private async Task EndAsync(ComfyDevPrompt prompt, JsonObject entry, CancellationToken host)
    {
        var last = (JsonArray)((JsonArray)entry["status"]!["messages"]!)[^1]!;
        await sockets.SendAsync(prompt.Client, (string)last[0]!, (JsonObject)last[1]!.DeepClone(), host);
        await sockets.SendAsync(prompt.Client, "executing", new JsonObject { ["node"] = null, ["prompt_id"] = prompt.Id }, host);
    }

    private async Task TellAsync(ComfyDevPrompt prompt, JsonArray messages, string type, JsonObject data, CancellationToken host, bool send = true)
    {
        data["prompt_id"] = prompt.Id;
        messages.Add(new JsonArray(type, data));
        if (send)
            await sockets.SendAsync(prompt.Client, type, (JsonObject)data.DeepClone(), host);
    }

    private static JsonObject Entry(ComfyDevPrompt prompt, JsonObject outputs, string status, JsonArray messages) => new()
    {
        ["prompt"] = prompt.Shown(),
        ["outputs"] = outputs,
        ["meta"] = new JsonObject(),
        ["status"] = new JsonObject { ["status_str"] = status, ["completed"] = status == "success", ["messages"] = messages },
    };

    public static string Key(string kind, string subfolder, string name) => $"{kind}/{subfolder}/{name}";
}
