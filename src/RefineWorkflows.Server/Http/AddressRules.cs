using System.Net;
using System.Net.Sockets;

namespace RefineWorkflows.Server.Http;

/// <summary>Which addresses are the public internet's. Everything else is somebody's inside.</summary>
internal static class AddressRules
{
    /// <summary>IPv4 networks that are not public, by RFC 6890 and its successors.</summary>
    private static readonly IPNetwork[] Inside4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The part of IPv6 that is given out, and what inside of it leads elsewhere: Teredo, documentation, 6to4.</summary>
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Inside6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Inside4.Any(network => network.Contains(address))
            : Public6.Contains(address) && !Inside6.Any(network => network.Contains(address));
    }
}
