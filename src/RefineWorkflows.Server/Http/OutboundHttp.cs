using System.Net;
using System.Net.Sockets;

namespace RefineWorkflows.Server.Http;

/// <summary>
/// The way out for what workflows call. The address is looked at when the connection is made, so a name that leads
/// inside, a redirect, or a name that changes its mind between two look-ups gets nowhere.
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private const int MostRedirects = 5;
    private readonly HashSet<string> allowed;

    /// <param name="allowedHosts">Names and addresses that may be called although they are inside, as <c>host</c> or <c>host:port</c>.</param>
    public OutboundHttp(IEnumerable<string> allowedHosts)
    {
        allowed = new HashSet<string>(allowedHosts, StringComparer.OrdinalIgnoreCase);
        Client = new HttpClient(new SocketsHttpHandler
        {
            // A proxy would make the connection in our place, and nobody would look.
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = MostRedirects,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Calls public addresses and allowed hosts. A refusal is an <see cref="OutboundRefusedException"/> inside of its <see cref="HttpRequestException"/>. Callers bring their own time limit.</summary>
    public HttpClient Client { get; }

    /// <summary>Why an address would be refused as its name leads now; null when it would be called, or nobody knows the name at the moment.</summary>
    public async Task<OutboundRefusedException?> ProblemAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReachableAsync(url.IdnHost.Trim('[', ']'), url.Port, cancellationToken)).Length == 0 ? new OutboundRefusedException(url.Host) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        IPAddress[] reachable = await ReachableAsync(target.Host, target.Port, cancellationToken);
        if (reachable.Length == 0)
            throw new OutboundRefusedException(target.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The very addresses that were looked at: the name is not asked again.
            await socket.ConnectAsync(reachable, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ReachableAsync(string host, int port, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        return allowed.Contains(host) || allowed.Contains($"{host}:{port}") ? addresses : [.. addresses.Where(AddressRules.IsPublic)];
    }
}
