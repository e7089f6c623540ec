using System.Net;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Access;

/// <summary>Who gets in without a key, and under which names the server answers.</summary>
/// <param name="RequiresKey">Whether every request needs a key. False only where all addresses are loopback.</param>
/// <param name="Hosts">Names beside localhost and plain addresses that a request may ask for.</param>
internal sealed record AccessPolicy(bool RequiresKey, IReadOnlySet<string> Hosts)
{
    /// <summary>Decides from where the server listens.</summary>
    /// <param name="urls">Its addresses, for example <c>http://127.0.0.1:5010</c>, <c>http://*:8080</c>.</param>
    /// <param name="hosts">More names that it may be asked for by, for example behind a proxy; without ports.</param>
    /// <param name="keys">The keys there are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessException">It would listen on more than loopback, and there is no key.</exception>
    public static async Task<AccessPolicy> DecideAsync(IReadOnlyList<string> urls, IReadOnlyList<string> hosts, KeyRing keys, CancellationToken cancellationToken)
    {
        BindingAddress[] addresses = [.. urls.Select(BindingAddress.Parse)];
        BindingAddress? outside = addresses.FirstOrDefault(address => !IsLoopback(address));
        if (outside is not null && !await keys.AnyAsync(cancellationToken))
        {
            throw new AccessException(
                $"{outside} can be reached from other machines, and there is no key yet. Make one with: refine keys create owner --scope admin "
                + "(same --data), or listen on loopback only, for example --urls http://127.0.0.1:5010.");
        }

        var names = new HashSet<string>(hosts, StringComparer.OrdinalIgnoreCase);
        if (outside is not null)
            names.UnionWith([Environment.MachineName, .. addresses.Select(address => address.Host).Where(host => host is not ("*" or "+"))]);
        return new AccessPolicy(outside is not null, names);
    }

    /// <summary>Whether this request needs no key. One that a proxy passes on always does: it may come from anywhere.</summary>
    public bool IsOpenTo(HttpContext context)
        => !RequiresKey && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>
    /// Whether the server answers to this name. A page of somebody else can point its own name at this machine (DNS
    /// rebinding), but cannot point an address or localhost elsewhere; so those are always fine.
    /// </summary>
    public bool Answers(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(host.Trim('[', ']'), out _)
            || Hosts.Contains(host);

    private static bool IsLoopback(BindingAddress address)
        => address.IsUnixPipe
            || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
