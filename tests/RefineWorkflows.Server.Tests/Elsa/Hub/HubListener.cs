using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Hub;

/// <summary>One connection to the hub as the Studio's client makes it: negotiate, socket, handshake, JSON records that end with a separator.</summary>
internal sealed class HubListener : IAsyncDisposable
{
    private const char End = '\u001e';
    private const int Invocation = 1;
    private const int Completion = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket socket = new();
    private readonly StringBuilder received = new();

    private HubListener()
    {
    }

    public static async Task<HubListener> ConnectAsync(RunningServer server)
    {
        using HttpResponseMessage negotiated = await server.Client.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null);
        negotiated.EnsureSuccessStatusCode();
        string token = (string)(await negotiated.Content.ReadFromJsonAsync<JsonObject>())!["connectionToken"]!;
        var listener = new HubListener();
        var address = new UriBuilder(server.Client.BaseAddress!) { Scheme = "ws", Path = "/elsa/hubs/workflow-instance", Query = $"id={Uri.EscapeDataString(token)}" };
        await listener.socket.ConnectAsync(address.Uri, CancellationToken.None);
        await listener.SendAsync(new JsonObject { ["protocol"] = "json", ["version"] = 1 });
        Assert.Equal("{}", (await listener.ReceiveAsync()).ToJsonString());
        return listener;
    }

    /// <summary>Observes without waiting for an answer, as Studio does.</summary>
    public Task ObserveAsync(string instance) => SendAsync(Call(instance));

    /// <summary>Observes and reads the answer: null, or the error.</summary>
    public async Task<string?> TryObserveAsync(string instance)
    {
        JsonObject call = Call(instance);
        call["invocationId"] = "1";
        await SendAsync(call);
        while (true)
        {
            JsonObject message = await ReceiveAsync();
            if ((int?)message["type"] == Completion)
                return (string?)message["error"];
        }
    }

    /// <summary>The next message from the server and its only argument.</summary>
    public async Task<(string Target, JsonObject Argument)> NextAsync()
    {
        while (true)
        {
            JsonObject message = await ReceiveAsync();
            if ((int?)message["type"] == Invocation)
                return ((string)message["target"]!, Assert.Single(message["arguments"]!.AsArray())!.AsObject());
        }
    }

    /// <summary>Reads on to the message that says that the instance has changed.</summary>
    /// <returns>All messages on the way, that one included.</returns>
    public async Task<List<(string Target, JsonObject Argument)>> ToInstanceAsync()
    {
        var messages = new List<(string, JsonObject)>();
        while (true)
        {
            (string target, JsonObject argument) = await NextAsync();
            messages.Add((target, argument));
            if (target == "WorkflowInstanceUpdatedAsync")
                return messages;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        socket.Dispose();
    }

    private static JsonObject Call(string instance) => new() { ["type"] = Invocation, ["target"] = "ObserveInstanceAsync", ["arguments"] = new JsonArray(instance) };

    private Task SendAsync(JsonObject message) => socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + End), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<JsonObject> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[16384];
        while (true)
        {
            string text = received.ToString();
            if (text.IndexOf(End, StringComparison.Ordinal) is var end and >= 0)
            {
                received.Remove(0, end + 1);
                return JsonNode.Parse(text[..end])!.AsObject();
            }

            WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, limit.Token);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
    }
}
