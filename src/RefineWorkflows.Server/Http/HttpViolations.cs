namespace RefineWorkflows.Server.Http;

/// <summary>What can be wrong with a request, as the outcomes are called that an endpoint leaves by.</summary>
internal static class HttpViolations
{
    /// <summary>Where it stands in what a workflow gets.</summary>
    public const string Member = "Violation";

    public const string RequestTooLarge = "Request too large";
    public const string FileTooLarge = "File too large";
    public const string InvalidFileExtension = "Invalid file extension";
    public const string InvalidFileMimeType = "Invalid file MIME type";

    /// <summary>The first rule that a file breaks, in the order in which Elsa looks; null when it keeps to all.</summary>
    public static string? Of(UploadedFile file, HttpRules rules)
    {
        string extension = System.IO.Path.GetExtension(file.FileName);
        if (rules.FileSize is { } most && file.Bytes > most)
            return FileTooLarge;
        if (rules.AllowedExtensions.Count > 0 && !rules.AllowedExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            return InvalidFileExtension;
        if (rules.BlockedExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            return InvalidFileExtension;
        return rules.AllowedMimeTypes.Count > 0 && !rules.AllowedMimeTypes.Any(allowed => Fits(file.ContentType ?? "", allowed)) ? InvalidFileMimeType : null;
    }

    private static bool Fits(string type, string allowed)
    {
        string plain = type.Split(';')[0].Trim();
        return allowed.EndsWith("/*", StringComparison.Ordinal)
            ? plain.StartsWith(allowed[..^1], StringComparison.OrdinalIgnoreCase)
            : plain.Equals(allowed, StringComparison.OrdinalIgnoreCase);
    }
}
