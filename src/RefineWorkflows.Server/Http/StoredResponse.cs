using System.Text.Json;

namespace RefineWorkflows.Server.Http;

/// <summary>What a workflow answers, as it waits to be sent.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The body's type, or null without a body.</param>
/// <param name="Body">The body as a text.</param>
/// <param name="Headers">More headers.</param>
/// <param name="At">When it was written.</param>
internal sealed record StoredResponse(int Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    /// <summary>Records of answers; the key is the instance, a slash, and a number that grows.</summary>
    public const string Collection = "http-responses";

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static StoredResponse Read(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<StoredResponse>(json.Span)!;
}
