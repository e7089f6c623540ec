using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Elsa;

/// <summary>Reads request bodies as Elsa's clients send them: names in every case, an empty body as an empty object, no demand on the content type.</summary>
internal static class ElsaBody
{
    private const int LargestBytes = 16 << 20;
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = ElsaJson.Options.MaxDepth };

    /// <exception cref="ElsaRequestException">It is no JSON object, or too large.</exception>
    public static async Task<JsonObject> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadBytesAsync(request, LargestBytes, cancellationToken);
        if (bytes.All(one => one is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            return new JsonObject(AnyCase);
        try
        {
            return JsonNode.Parse(bytes, AnyCase, Depth) as JsonObject ?? throw new ElsaRequestException("The body is not a JSON object.");
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            // A name that stands twice in one object is an ArgumentException.
            throw new ElsaRequestException(problem.Message);
        }
    }

    /// <summary>Reads a body as a record.</summary>
    /// <exception cref="ElsaRequestException">It is no such JSON, or too large.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        JsonObject body = await ReadObjectAsync(request, cancellationToken);
        try
        {
            return body.Deserialize<T>(ElsaJson.Options)!;
        }
        catch (JsonException problem)
        {
            throw new ElsaRequestException(problem.Message);
        }
    }

    /// <exception cref="ElsaRequestException">It is larger than allowed.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, int largest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > largest)
                throw new ElsaRequestException($"The body is larger than {largest >> 20} MB.");
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>The files of an upload.</summary>
    /// <exception cref="ElsaRequestException">It is no multipart form, or a broken one.</exception>
    public static async Task<IFormFileCollection> ReadFilesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
            throw new ElsaRequestException("Send the files as multipart/form-data in the field 'files'.");
        try
        {
            return (await request.ReadFormAsync(cancellationToken)).Files;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new ElsaRequestException($"The form is broken: {broken.Message}");
        }
    }
}
