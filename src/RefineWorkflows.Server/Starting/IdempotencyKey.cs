using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Starting;

/// <summary>The header by which callers say that a request is the same as one before.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int Longest = 255;

    /// <summary>The key, empty when the request brings none; null with what is wrong with it.</summary>
    public static string? Read(HttpRequest request, out string problem)
    {
        problem = "";
        if (request.Headers[Header].FirstOrDefault() is not { } key)
            return "";
        if (key.Length is > 0 and <= Longest)
            return key;
        problem = $"The header {Header} has {key.Length} characters; allowed: 1 to {Longest}.";
        return null;
    }
}
