using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Server.Tests.Shared;
using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Tests.Webhooks;

/// <summary>Sends deliveries as GitHub, Gitea and Standard Webhooks senders do.</summary>
internal sealed class Sender(GuardedServer server, string name, string secret)
{
    public Task<HttpResponseMessage> GitHubAsync(string id, string body, params (string Name, string Value)[] more)
        => SendAsync(body, [("X-Hub-Signature-256", $"sha256={Hex(body)}"), ("X-GitHub-Delivery", id), .. more]);

    public Task<HttpResponseMessage> GiteaAsync(string id, string body)
        => SendAsync(body, [("X-Gitea-Signature", Hex(body)), ("X-Gitea-Delivery", id)]);

    public Task<HttpResponseMessage> StandardAsync(string id, string body, DateTimeOffset at, string before = "")
    {
        string timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string signature = StandardSecret.Sign(secret, id, timestamp, Encoding.UTF8.GetBytes(body));
        return SendAsync(body, ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", before + signature));
    }

    /// <summary>As GitHub does when it is set to forms.</summary>
    public Task<HttpResponseMessage> FormAsync(string id, string body)
        => SendAsync("application/x-www-form-urlencoded", body, [("X-Hub-Signature-256", $"sha256={Hex(body)}"), ("X-GitHub-Delivery", id)]);

    public Task<HttpResponseMessage> SendAsync(string body, params (string Name, string Value)[] headers) => SendAsync("application/json", body, headers);

    private Task<HttpResponseMessage> SendAsync(string type, string body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{name}") { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach ((string header, string value) in headers)
            request.Headers.TryAddWithoutValidation(header, value);
        return server.Client.SendAsync(request);
    }

    private string Hex(string body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
