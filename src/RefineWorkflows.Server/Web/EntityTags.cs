using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RefineWorkflows.Server.Web;

/// <summary>
/// Gives answers a tag made of their content, and says nothing but "the same" (304) to whoever has that content already.
/// The tag is weak: compressed or not, it is the same answer.
/// </summary>
internal static class EntityTags
{
    /// <summary>Answers of these routes are tagged. Not for routes that stream or that have tags of their own.</summary>
    public static TBuilder WithEntityTag<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint => endpoint.Metadata.Add(new EntityTagged()));
        return routes;
    }

    /// <summary>Must stand behind routing and compression.</summary>
    public static void Use(IApplicationBuilder application) => application.Use(async (context, next) =>
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<EntityTagged>() is null)
        {
            await next(context);
            return;
        }

        Stream wire = context.Response.Body;
        using var content = new MemoryStream();
        context.Response.Body = content;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        await SendAsync(context, content);
    });

    private static async Task SendAsync(HttpContext context, MemoryStream content)
    {
        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\"", isWeak: true);
            context.Response.Headers.ETag = tag.ToString();
            // What a key may see is kept by nobody else, and asked for again each time.
            context.Response.Headers.CacheControl = "private, no-cache";
            if (Has(context.Request, tag))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                context.Response.ContentLength = null;
                context.Response.ContentType = null;
                return;
            }
        }

        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static bool Has(HttpRequest request, EntityTagHeaderValue tag)
        => EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? held)
            && held.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));
}
