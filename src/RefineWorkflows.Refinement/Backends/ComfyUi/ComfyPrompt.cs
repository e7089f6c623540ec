using System.Security.Cryptography;
using System.Text;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>Our own id of a prompt: known before it is sent, so that it can be looked for however the sending ended.</summary>
internal static class ComfyPrompt
{
    /// <summary>The first id of a step.</summary>
    public static string FirstId(string key) => Id(key);

    /// <summary>The id of the next attempt, when the prompt of an earlier one has failed or is forgotten.</summary>
    public static string NextId(string key, string before) => Id($"{key}\n{before}");

    // Servers take canonical lowercase UUIDs only; version 8 is the one whose content is the maker's affair (RFC 9562 §5.8).
    private static string Id(string text)
    {
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
