using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using RefineWorkflows.Server.Api;

namespace RefineWorkflows.Server.Http;

/// <summary>Makes of a request what workflows get, and says which rule it breaks.</summary>
internal static class RequestReader
{
    private const int MostFormFields = 1024;

    /// <summary>Headers that say who asks: they are no business of a workflow and must not stand in its journal.</summary>
    private static readonly string[] Secret = ["Authorization", "Cookie", "Proxy-Authorization"];

    /// <param name="context">The request; its body is read once.</param>
    /// <param name="match">The route that it fits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read; a body that is too large is not.</returns>
    public static async Task<ReadRequest> ReadAsync(HttpContext context, HttpMatch match, CancellationToken cancellationToken)
    {
        HttpRules rules = match.Route.Rules;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
            kestrel.MaxRequestBodySize = null;
        if (await BoundedBody.ReadAsync(context.Request, (int)rules.RequestSize, cancellationToken) is not { } body)
            return new ReadRequest([], HttpViolations.RequestTooLarge, $"The body is longer than {rules.RequestSize} bytes.", Describe(context.Request, match, null, [], HttpViolations.RequestTooLarge));
        string? type = context.Request.ContentType?.Split(';')[0].Trim();
        List<UploadedFile> files = [];
        JsonElement content;
        if (type?.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            content = JsonSerializer.SerializeToElement(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).ToDictionary(field => field.Key, field => field.Value.ToString()));
        }
        else if (type?.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            if (await FormAsync(context, body, files, cancellationToken) is not { } fields)
                return ReadRequest.Broken("The body is no form that can be read: a part is damaged, or there are too many.");
            content = fields;
        }
        else if (HttpContentJson.IsJson(type) && body.Length > 0 && BodyJson.Parse(body, out string problem) is null)
        {
            return ReadRequest.Broken(problem);
        }
        else
        {
            content = HttpContentJson.Parse(body, type);
        }

        foreach (UploadedFile file in files)
        {
            if (HttpViolations.Of(file, rules) is { } violation)
                return new ReadRequest(body, violation, $"{violation}: {file.FileName}.", Describe(context.Request, match, null, [], violation));
        }

        return new ReadRequest(body, null, null, Describe(context.Request, match, content, files, null));
    }

    private static async Task<JsonElement?> FormAsync(HttpContext context, byte[] body, List<UploadedFile> files, CancellationToken cancellationToken)
    {
        context.Request.Body = new MemoryStream(body);
        var feature = new FormFeature(context.Request, new FormOptions { ValueCountLimit = MostFormFields, MultipartBodyLengthLimit = Math.Max(1, body.Length), MemoryBufferThreshold = Math.Max(1, body.Length) });
        IFormCollection form;
        try
        {
            form = await feature.ReadFormAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or BadHttpRequestException)
        {
            return null;
        }

        foreach (IFormFile file in form.Files)
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, cancellationToken);
            files.Add(new UploadedFile(file.Name, file.FileName.Split('/', '\\')[^1], file.ContentType, file.Length, Convert.ToBase64String(copy.ToArray())));
        }

        return JsonSerializer.SerializeToElement(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
    }

    private static JsonElement Describe(HttpRequest request, HttpMatch match, JsonElement? content, IReadOnlyList<UploadedFile> files, string? violation) => JsonSerializer.SerializeToElement(new
    {
        request.Method,
        Path = $"{request.Path}",
        RouteData = match.Values.ToDictionary(value => value.Key, value => value.Value?.ToString()),
        QueryStringData = request.Query.ToDictionary(value => value.Key, value => value.Value.ToString()),
        Headers = request.Headers.Where(header => !Secret.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => header.Value.ToString()),
        ParsedContent = content,
        Files = files,
        Violation = violation,
    });
}
