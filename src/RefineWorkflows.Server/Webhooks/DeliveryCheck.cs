using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>Tells genuine deliveries from others, in the ways of Standard Webhooks, GitHub and Gitea.</summary>
internal sealed class DeliveryCheck(TimeProvider time)
{
    /// <summary>How far the sender's clock and ours may be apart, and how long a captured delivery could be sent again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int LongestId = 255;

    /// <param name="headers">The delivery's headers.</param>
    /// <param name="body">Its body, byte for byte as it came.</param>
    /// <param name="secrets">The webhook's secrets; one has to fit.</param>
    public Delivery Verify(IHeaderDictionary headers, byte[] body, IReadOnlyList<string> secrets)
    {
        if (headers.TryGetValue("webhook-signature", out var standard))
            return VerifyStandard(headers, standard.ToString(), body, secrets);
        if (headers.TryGetValue("X-Hub-Signature-256", out var hub))
        {
            return hub.ToString() is ['s', 'h', 'a', '2', '5', '6', '=', .. string hex]
                ? VerifyHex(headers, "X-GitHub-Delivery", hex, body, secrets)
                : Delivery.Refused("X-Hub-Signature-256 does not begin with 'sha256='.");
        }

        if (headers.TryGetValue("X-Gitea-Signature", out var gitea))
            return VerifyHex(headers, "X-Gitea-Delivery", gitea.ToString(), body, secrets);
        return Delivery.Refused("The delivery is not signed: it has none of the headers webhook-signature, X-Hub-Signature-256, X-Gitea-Signature. Give the sender the webhook's secret.");
    }

    private static Delivery VerifyHex(IHeaderDictionary headers, string idHeader, string hex, byte[] body, IReadOnlyList<string> secrets)
    {
        byte[] given = new byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(hex, given, out _, out int length) != System.Buffers.OperationStatus.Done || length != given.Length)
            return Delivery.Refused("The signature is not 64 hexadecimal digits.");
        return FitsAny(secrets, [given], secret => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)) ? Named(headers, idHeader, isSigned: false) : Unfit();
    }

    private static bool FitsAny(IReadOnlyList<string> secrets, IReadOnlyList<byte[]> given, Func<string, byte[]> compute)
    {
        bool fits = false;
        foreach (string secret in secrets)
        {
            byte[] expected = compute(secret);
            // No short cut: how long it takes must not tell which one was close.
            foreach (byte[] one in given)
                fits |= CryptographicOperations.FixedTimeEquals(expected, one);
        }

        return fits;
    }

    private static Delivery Named(IHeaderDictionary headers, string idHeader, bool isSigned)
        => headers[idHeader].ToString() is { Length: > 0 and <= LongestId } id ? new Delivery(id, isSigned, null) : Delivery.Refused($"{idHeader} is missing or longer than {LongestId} characters.");

    private static Delivery Unfit() => Delivery.Refused("The signature does not fit the body and the webhook's secret.");

    private Delivery VerifyStandard(IHeaderDictionary headers, string signatures, byte[] body, IReadOnlyList<string> secrets)
    {
        Delivery named = Named(headers, "webhook-id", isSigned: true);
        string timestamp = headers["webhook-timestamp"].ToString();
        if (named.Id is not { } id)
            return named;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return Delivery.Refused("webhook-timestamp is missing or not a number of seconds since 1970.");
        if ((time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Window)
            return Delivery.Refused($"webhook-timestamp is more than {Window.TotalMinutes:0} minutes away from this server's clock.");
        byte[][] given = [.. signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(16).Select(Decode).OfType<byte[]>()];
        return FitsAny(secrets, given, secret => StandardSecret.Compute(secret, id, timestamp, body)) ? named : Unfit();
    }

    /// <summary>The bytes of a signature of the version that is known here; null for others, which a sender may add.</summary>
    private static byte[]? Decode(string signature)
    {
        byte[] bytes = new byte[HMACSHA256.HashSizeInBytes];
        return signature.StartsWith("v1,", StringComparison.Ordinal) && Convert.TryFromBase64String(signature[3..], bytes, out int length) && length == bytes.Length ? bytes : null;
    }
}
