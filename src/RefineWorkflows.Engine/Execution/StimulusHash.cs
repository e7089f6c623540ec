using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Engine.Execution;

/// <summary>The hash under which a stimulus finds bookmarks and triggers: SHA-256 of <c>name|payload</c>, upper-case hex, as Elsa computes it. Payloads have Pascal-case members; a text is used as it is.</summary>
public static class StimulusHash
{
    public static string Compute(string stimulus, JsonElement payload)
    {
        string text = payload.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => stimulus,
            JsonValueKind.String => $"{stimulus}|{payload.GetString()}",
            _ => $"{stimulus}|{payload.GetRawText()}",
        };
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
