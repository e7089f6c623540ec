using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.DevServers;

/// <summary>The websockets of the protocol server; a second one with the same id replaces the first.</summary>
/// <param name="old">Whether it is one from before clients could tell what they understand.</param>
internal sealed class ComfyDevSockets(bool old) : IDisposable
{
    private readonly ConcurrentDictionary<string, WebSocket> open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> describing = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim sending = new(1);

    /// <summary>Keeps a socket until its other side or the server ends it.</summary>
    public async Task KeepAsync(string client, WebSocket socket, CancellationToken cancellationToken)
    {
        describing.TryRemove(client, out _);
        open[client] = socket;
        try
        {
            await SendAsync(client, "status", new JsonObject { ["status"] = new JsonObject { ["exec_info"] = new JsonObject { ["queue_remaining"] = 0 } }, ["sid"] = client }, cancellationToken);
            byte[] said = new byte[4096];
            for (bool first = true; socket.State == WebSocketState.Open; first = false)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(said.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                // Abilities are told by the first message, or never.
                if (first && !old && Announces(said.AsSpan(0, received.Count)))
                {
                    describing[client] = true;
                    await SendAsync(client, "feature_flags", new JsonObject { ["supports_preview_metadata"] = true }, cancellationToken);
                }
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
        => SendAsync(client, Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["data"] = data }.ToJsonString()), WebSocketMessageType.Text, cancellationToken);

    /// <summary>A PNG of a node: event 4, which says whose it is, to those who have said that they read it, and event 1 to the others.</summary>
    public Task PreviewAsync(string? client, string prompt, string node, byte[] png, CancellationToken cancellationToken)
    {
        if (client is not null && describing.ContainsKey(client))
        {
            byte[] description = Encoding.UTF8.GetBytes(new JsonObject { ["node_id"] = node, ["prompt_id"] = prompt, ["display_node_id"] = node, ["parent_node_id"] = null, ["real_node_id"] = node, ["image_type"] = "image/png" }.ToJsonString());
            byte[] described = new byte[8 + description.Length + png.Length];
            BinaryPrimitives.WriteInt32BigEndian(described, 4);
            BinaryPrimitives.WriteInt32BigEndian(described.AsSpan(4), description.Length);
            description.CopyTo(described, 8);
            png.CopyTo(described, 8 + description.Length);
            return SendAsync(client, described, WebSocketMessageType.Binary, cancellationToken);
        }

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

    private static bool Announces(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject message && (string?)message["type"] == "feature_flags" && (bool?)message["data"]?["supports_preview_metadata"] == true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

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
