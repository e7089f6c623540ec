using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>Takes a secret out of texts before anybody sees them.</summary>
internal sealed class SecretScrubber
{
    private const string Hidden = "••••••";
    private readonly string[] forms;

    public SecretScrubber(string? secret)
    {
        // Servers that repeat a key do so as it was sent, as the base64 of user:password, or as the password alone, and any
        // of these escaped for a URL or for JSON.
        string?[] sent = string.IsNullOrEmpty(secret) ? [] : [secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), Password(secret)];
        forms = [.. sent.OfType<string>()
            .SelectMany(form => new[] { form, Uri.EscapeDataString(form), JsonEncodedText.Encode(form).ToString() })
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length)];
    }

    /// <summary>What follows the user; nothing that is so short that it would stand in any text.</summary>
    private static string? Password(string secret)
        => secret.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && secret.Length - colon > 4 ? secret[(colon + 1)..] : null;

    public string Clean(string text) => forms.Aggregate(text, (clean, form) => clean.Replace(form, Hidden, StringComparison.Ordinal));
}
