using System.Security.Cryptography;
using System.Text;

namespace RefineWorkflows.Server.Webhooks;

/// <summary>Signatures as the Standard Webhooks specification has them: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.</summary>
internal static class StandardSecret
{
    public const string Prefix = "whsec_";

    /// <summary>The signature as it stands in the header: <c>v1,</c> and base64.</summary>
    public static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
        => $"v1,{Convert.ToBase64String(Compute(secret, id, timestamp, body))}";

    /// <summary>The signature's bytes.</summary>
    public static byte[] Compute(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return HMACSHA256.HashData(Key(secret), signed);
    }

    /// <summary>A secret with the prefix is base64 of the key; any other text is the key itself.</summary>
    private static byte[] Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(secret);
        byte[] key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out int length) ? key[..length] : Encoding.UTF8.GetBytes(secret);
    }
}
