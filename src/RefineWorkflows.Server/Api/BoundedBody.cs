using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.Api;

/// <summary>Bodies of requests, no longer than they may be.</summary>
internal static class BoundedBody
{
    /// <summary>The whole body as it came, or null when it is longer than <paramref name="limit"/> bytes; the rest is then not read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
        using var body = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + read > limit)
                return null;
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }
}
