using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace RefineWorkflows.EndToEnd.Serve;

/// <summary>A signed delivery that stops in the middle of its body until it is let go.</summary>
internal sealed class HeldDelivery : IDisposable
{
    private readonly TcpClient connection = new();
    private readonly byte[] body;

    private HeldDelivery(byte[] body) => this.body = body;

    /// <summary>Sends everything but the last byte.</summary>
    public static async Task<HeldDelivery> BeginAsync(Uri server, string webhook, string secret, string body)
    {
        var delivery = new HeldDelivery(Encoding.UTF8.GetBytes(body));
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), delivery.body));
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /webhooks/{webhook} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: {delivery.body.Length}\r\nX-GitHub-Delivery: held\r\nX-Hub-Signature-256: sha256={signature}\r\n\r\n");
        await delivery.connection.ConnectAsync(server.Host, server.Port);
        await delivery.connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await delivery.connection.GetStream().WriteAsync(delivery.body.AsMemory(..^1));
        return delivery;
    }

    /// <summary>Sends the rest.</summary>
    /// <returns>The answer, head and body, up to where the server closes the connection.</returns>
    public async Task<string> EndAsync()
    {
        await connection.GetStream().WriteAsync(body.AsMemory(^1..));
        using var reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public void Dispose() => connection.Dispose();
}
