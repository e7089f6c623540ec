using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.DevServers;

/// <summary>The websockets of the protocol server; a second one with the same id replaces the first.</summary>
internal sealed class ComfyDevSockets : IDisposable
{
    private readonly ConcurrentDictionary<string, WebSocket> open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim sending = new(1);

    /// <summary>Keeps a socket until its other side or the server ends it.</summary>
    public async Task KeepAsync(string client, WebSocket socket, CancellationToken cancellationToken)
    {
        open[client] = socket;
        try
        {
            await SendAsync(client, "status", new JsonObject { ["status"] = new JsonObject { ["exec_info"] = new JsonObject { ["queue_remaining"] = 0 } }, ["sid"] = client }, cancellationToken);
            byte[] ignored = new byte[1024];
            while (socket.State == WebSocketState.Open && (await socket.ReceiveAsync(ignored.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
        finally
        {
            open.TryRemove(KeyValuePair.Create(client, socket));
        }
    }

    public Task SendAsync(string? client, string type, JsonObject data, CancellationToken cancellationToken)
        => SendAsync(client, System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["data"] = data }.ToJsonString()), WebSocketMessageType.Text, cancellationToken);

    /// <summary>Event 1: a preview, PNG.</summary>
    public Task PreviewAsync(string? client, byte[] png, CancellationToken cancellationToken)
    {
        byte[] frame = new byte[8 + png.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, 1);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), 2);
        png.CopyTo(frame, 8);
        return SendAsync(client, frame, WebSocketMessageType.Binary, cancellationToken);
    }

    /// <summary>Breaks the connection without a word.</summary>
    public void Drop(string? client)
    {
        if (client is not null && open.TryRemove(client, out WebSocket? socket))
            socket.Abort();
    }

    public void Dispose() => sending.Dispose();

    private async Task SendAsync(string? client, byte[] message, WebSocketMessageType kind, CancellationToken cancellationToken)
    {
        if (client is null || !open.TryGetValue(client, out WebSocket? socket) || socket.State != WebSocketState.Open)
            return;
        await sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, kind, endOfMessage: true, cancellationToken);
        }
        catch (WebSocketException)
        {
            Drop(client);
        }
        finally
        {
            sending.Release();
        }
    }
}
