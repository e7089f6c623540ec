using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>
/// ComfyUI's websocket: advice on when to look and how far the picture is, never the truth. When it cannot be opened or
/// drops, nothing is lost but previews.
/// </summary>
internal sealed class ComfySocket : IAsyncDisposable
{
    private const int LongestMessage = 32 << 20;
    private const int PreviewEvent = 1;
    private const int PreviewHeader = 8;
    private static readonly TimeSpan TimeToOpen = TimeSpan.FromSeconds(5);
    private static readonly string[] EndMarks = ["execution_success", "execution_error", "execution_interrupted"];

    private readonly CancellationTokenSource end = new();
    private readonly SocketsHttpHandler handler = new() { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeToOpen };
    private readonly ClientWebSocket socket = new();
    private readonly HttpMessageInvoker invoker;
    private readonly IProgress<GenerationProgress>? progress;
    private readonly TimeProvider time;
    private TaskCompletionSource look = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task listening = Task.CompletedTask;
    private double done;

    private ComfySocket(IProgress<GenerationProgress>? progress, TimeProvider time)
    {
        this.progress = progress;
        this.time = time;
        invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Whether it still tells anything.</summary>
    public bool IsUp => !listening.IsCompleted;

    /// <summary>Opens the socket of a client id. The result is also returned when it could not be opened: it is down then.</summary>
    public static async Task<ComfySocket> OpenAsync(BackEndSettings settings, Uri address, IProgress<GenerationProgress>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var opened = new ComfySocket(progress, time);
        if (settings.Secret is { Length: > 0 } secret)
        {
            using var request = new HttpRequestMessage();
            ComfyClient.Authorize(request.Headers, secret);
            opened.socket.Options.SetRequestHeader("Authorization", request.Headers.Authorization!.ToString());
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeToOpen);
        try
        {
            await opened.socket.ConnectAsync(address, opened.invoker, limit.Token);
            opened.listening = opened.ListenAsync();
        }
        catch (Exception closed) when (closed is WebSocketException or HttpRequestException || (closed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Down from the beginning: the one who waits polls, and whoever posts next is told what is wrong there.
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        return opened;
    }

    /// <summary>Waits until the socket says that it is time to look, or drops, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        TaskCompletionSource armed = look;
        await armed.Task.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (armed.Task.IsCompleted)
            look = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        socket.Dispose();
        invoker.Dispose();
        end.Dispose();
    }

    private async Task ListenAsync()
    {
        byte[] piece = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(piece.AsMemory(), end.Token);
                if (received.MessageType == WebSocketMessageType.Close || message.Length + received.Count > LongestMessage)
                    break;
                message.Write(piece, 0, received.Count);
                if (!received.EndOfMessage)
                    continue;
                if (received.MessageType == WebSocketMessageType.Text)
                    ReadText(message.ToArray());
                else
                    ReadPreview(message.ToArray());
                message.SetLength(0);
            }
        }
        catch (Exception dropped) when (dropped is WebSocketException or OperationCanceledException or IOException)
        {
            // Dropped, or closed by us. Either way the history is asked next.
            done = 0;
        }

        look.TrySetResult();
    }

    private void ReadText(byte[] text)
    {
        JsonObject? message;
        try
        {
            message = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Extensions send what they like; what is no JSON is none of the messages that are meant for us.
            return;
        }

        // The client id is ours alone, so what is about another prompt was sent to everybody, and costs one look at most.
        string type = ComfyOutcome.Text(message?["type"]);
        var data = message?["data"] as JsonObject;
        if (EndMarks.Contains(type) || (type == "executing" && data is not null && data.ContainsKey("node") && data["node"] is null))
            look.TrySetResult();
        else if (type == "progress" && Number(data?["value"]) is { } value && Number(data?["max"]) is > 0 and { } max)
            Report(Math.Clamp(value / max, 0, 1), null);
    }

    private void ReadPreview(byte[] frame)
    {
        if (frame.Length > PreviewHeader && BinaryPrimitives.ReadInt32BigEndian(frame) == PreviewEvent && IsPicture(frame.AsSpan(PreviewHeader)))
            Report(done, frame.AsMemory(PreviewHeader));
    }

    /// <summary>PNG or JPEG by their first bytes; the frame's own word for it is not asked.</summary>
    private static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private void Report(double share, ReadOnlyMemory<byte>? preview)
    {
        done = share;
        progress?.Report(new GenerationProgress(share, preview));
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number) ? number : null;
}
