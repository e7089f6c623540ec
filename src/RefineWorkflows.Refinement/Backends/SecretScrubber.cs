namespace RefineWorkflows.Refinement.Backends;

/// <summary>Takes a secret out of texts before anybody sees them.</summary>
internal sealed class SecretScrubber
{
    private const string Hidden = "••••••";
    private readonly string[] forms;

    public SecretScrubber(string? secret)
    {
        // Servers that repeat a key do so as it was sent, escaped for a URL, or as the base64 of user:password.
        forms = string.IsNullOrEmpty(secret)
            ? []
            : [.. new[] { secret, Uri.EscapeDataString(secret), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret)) }.Distinct(StringComparer.Ordinal).OrderByDescending(one => one.Length)];
    }

    public string Clean(string text) => forms.Aggregate(text, (clean, form) => clean.Replace(form, Hidden, StringComparison.Ordinal));
}
