using System.Text;
using System.Text.Json;
using RefineWorkflows.Server.Api;

namespace RefineWorkflows.Server.Http;

/// <summary>What came over HTTP as a value that workflows can use.</summary>
internal static class HttpContentJson
{
    /// <summary>Bytes of an answer that become a value; values stand in the journal.</summary>
    public const int LargestAnswer = 4 << 20;

    public static async Task<JsonElement> ReadAsync(HttpContent content, CancellationToken cancellationToken)
        => Parse(await content.ReadAsByteArrayAsync(cancellationToken), content.Headers.ContentType?.MediaType);

    /// <summary>JSON as such, when it says so and is; text as a text; nothing as null; anything else as base64.</summary>
    public static JsonElement Parse(byte[] content, string? mediaType)
    {
        if (content.Length == 0)
            return JsonSerializer.SerializeToElement<string?>(null);
        if (IsJson(mediaType) && BodyJson.Parse(content, out _) is { } json)
            return json;
        bool text = mediaType is null || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || IsJson(mediaType)
            || mediaType.EndsWith("xml", StringComparison.OrdinalIgnoreCase) || mediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        return JsonSerializer.SerializeToElement(text ? Encoding.UTF8.GetString(content) : Convert.ToBase64String(content));
    }

    public static bool IsJson(string? mediaType)
        => mediaType is not null && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
}
