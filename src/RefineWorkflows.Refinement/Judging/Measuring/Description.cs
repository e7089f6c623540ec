namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>A prompt as a subject followed by descriptors, which can be added to without growing for ever.</summary>
internal sealed class Description
{
    private const int MostDescriptors = 10;
    private readonly List<string> parts;

    public Description(string prompt) => parts = [.. prompt.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    public bool Has(string phrase) => parts.Exists(part => part.Equals(phrase, StringComparison.OrdinalIgnoreCase));

    /// <summary>The prompt with one more descriptor at the end; the oldest goes when there are too many.</summary>
    public string With(params IEnumerable<string> phrases)
    {
        List<string> longer = [.. parts, .. phrases];
        while (longer.Count > MostDescriptors + 1)
            longer.RemoveAt(1);
        return string.Join(", ", longer);
    }

    /// <summary>The subject and the newest descriptors, within so many words.</summary>
    public string Within(int maxWords)
    {
        var kept = new List<string>();
        int words = Words(parts.Count == 0 ? "" : parts[0]);
        for (int i = parts.Count - 1; i >= 1; i--)
        {
            words += Words(parts[i]);
            if (words > maxWords)
                break;
            kept.Insert(0, parts[i]);
        }

        string subject = parts.Count == 0 ? "" : string.Join(' ', parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(maxWords));
        return string.Join(", ", [subject, .. kept]);
    }

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
