using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>
/// What the messages of ComfyUI's websocket say: how far the workflow is, how the picture looks, that it has ended, and,
/// where its last node sends pictures instead of saving them, the pictures themselves.
/// </summary>
/// <param name="nodes">How many nodes the workflow has.</param>
/// <param name="sender">The node whose pictures come over the socket and are the result; null when results are files.</param>
/// <param name="largest">How many bytes of such pictures are kept.</param>
/// <param name="progress">Told how far the picture is; null when nobody wants to know.</param>
internal sealed class ComfyNews(int nodes, string? sender, long largest, IProgress<GenerationProgress>? progress)
{
    private const int PreviewEvent = 1;
    private const int PreviewHeader = 8;
    private const int DescribedPreviewEvent = 4;
    private const int LongestDescription = 1 << 16;
    private static readonly JsonDocumentOptions OneOfEach = new() { AllowDuplicateProperties = false };
    private static readonly string[] EndMarks = ["execution_success", "execution_error", "execution_interrupted"];

    private readonly Lock gate = new();
    private readonly List<byte[]> sent = [];
    private readonly HashSet<string> cached = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource look = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string executing = "";
    private bool hasStates;
    private bool missed;
    private long kept;
    private double done;

    /// <summary>Completed when it is time to look at the history, until <see cref="Looked"/>.</summary>
    public Task Look => look.Task;

    /// <summary>The pictures that came over the socket, in their order; null when some may have been missed.</summary>
    public IReadOnlyList<byte[]>? Sent
    {
        get
        {
            lock (gate)
                return missed ? null : [.. sent];
        }
    }

    /// <summary>Somebody looks now: the next news wakes him again.</summary>
    public void Looked()
    {
        if (look.Task.IsCompleted)
            look = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Waits for the word that the workflow has ended: pictures that are on their way come before it.</summary>
    public Task EndedAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) => ended.Task.WaitAsync(atMost, time, cancellationToken);

    /// <summary>From here on something may have been said that nobody heard.</summary>
    public void Missed()
    {
        lock (gate)
            missed = true;
        ended.TrySetResult();
        look.TrySetResult();
    }

    /// <summary>A text message.</summary>
    public void Read(byte[] text)
    {
        JsonObject? message;
        try
        {
            message = JsonNode.Parse(text, null, OneOfEach) as JsonObject;
        }
        catch (JsonException)
        {
            // Extensions send what they like; what is no JSON is none of the messages that are meant for us.
            return;
        }

        // The client id is ours alone, so what is about another prompt was sent to everybody, and costs one look at most.
        string type = ComfyOutcome.Text(message?["type"]);
        if (message?["data"] is not JsonObject data)
            return;
        switch (type)
        {
            case "execution_cached":
                cached.UnionWith((data["nodes"] as JsonArray ?? []).Select(ComfyOutcome.Text));
                break;
            case "executing" when data.ContainsKey("node") && data["node"] is null:
                End();
                break;
            case "executing":
                executing = ComfyOutcome.Text(data["node"]);
                break;
            case "progress" when !hasStates && Share(data) is { } share:
                Report(share, null);
                break;
            case "progress_state" when data["nodes"] is JsonObject states:
                hasStates = true;
                Report(ShareOfAll(states), null);
                break;
            default:
                if (type == "execution_success")
                    Report(1, null);
                if (EndMarks.Contains(type))
                    End();
                break;
        }
    }

    /// <summary>A binary message: a preview, or a picture of the node that sends them.</summary>
    public void ReadFrame(byte[] frame)
    {
        if (frame.Length <= PreviewHeader)
            return;
        (string node, Memory<byte> picture) = BinaryPrimitives.ReadInt32BigEndian(frame) switch
        {
            PreviewEvent => (executing, frame.AsMemory(PreviewHeader)),
            DescribedPreviewEvent => Described(frame),
            _ => ("", default),
        };
        // PNG or JPEG by their first bytes; the frame's own word for it is not asked.
        if (!picture.Span.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) && !picture.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return;
        if (sender is null || node != sender)
        {
            Report(done, picture);
            return;
        }

        lock (gate)
        {
            missed |= (kept += picture.Length) > largest;
            if (!missed)
                sent.Add(picture.ToArray());
        }
    }

    private void End()
    {
        ended.TrySetResult();
        look.TrySetResult();
    }

    private static (string Node, Memory<byte> Picture) Described(byte[] frame)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4));
        if (length < 0 || length > LongestDescription || length > frame.Length - PreviewHeader)
            return ("", default);
        try
        {
            var description = JsonNode.Parse(frame.AsSpan(PreviewHeader, length), null, OneOfEach) as JsonObject;
            return (ComfyOutcome.Text(description?["node_id"]), frame.AsMemory(PreviewHeader + length));
        }
        catch (JsonException)
        {
            // A preview that cannot be told whose it is still shows something.
            return ("", frame.AsMemory(PreviewHeader + length));
        }
    }

    /// <summary>Each node counts the same; those that the message does not name have not begun.</summary>
    private double ShareOfAll(JsonObject states)
    {
        double sum = cached.Count(node => !states.ContainsKey(node));
        foreach ((_, JsonNode? state) in states)
            sum += ComfyOutcome.Text((state as JsonObject)?["state"]) == "finished" ? 1 : Share(state as JsonObject) ?? 0;
        return Math.Clamp(sum / Math.Max(1, nodes), 0, 1);
    }

    private static double? Share(JsonObject? data) => Number(data?["value"]) is { } value && Number(data?["max"]) is > 0 and { } max ? Math.Clamp(value / max, 0, 1) : null;

    private void Report(double share, ReadOnlyMemory<byte>? preview)
    {
        done = share;
        progress?.Report(new GenerationProgress(share, preview));
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number) ? number : null;
}
