namespace RefineWorkflows.Refinement.Backends;

/// <summary>Reads base64 as servers send it: bare or as a data URL, in one piece or in lines.</summary>
internal static class Base64Bytes
{
    private const string Mark = ";base64,";

    /// <summary>The bytes; null when it is no base64.</summary>
    public static byte[]? TryDecode(string text)
    {
        ReadOnlySpan<char> coded = text;
        if (coded.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            int comma = coded.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
            if (comma < 0)
                return null;
            coded = coded[(comma + Mark.Length)..];
        }

        byte[] bytes = new byte[(coded.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(coded, bytes, out int length) ? bytes[..length] : null;
    }
}
