using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace RefineWorkflows.Server.Access;

/// <summary>
/// Stands before every route: turns away what another site's page sends, finds out who is asking, and lets through what
/// the route's scope allows. Runs after routing.
/// </summary>
internal sealed class AccessControl(AccessPolicy policy, KeyRing keys, StudioAccess studio)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        AccessScope required = context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? AccessScope.Admin;
        if (ForeignPage.Problem(context.Request, policy, required) is { } problem)
        {
            await Results.Problem(problem, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        Caller? caller = policy.IsOpenTo(context) ? Caller.Owner : await FindCallerAsync(context);
        if (required == AccessScope.None || IsNegotiatedSocket(context) || caller?.Scopes.Cover(required) == true)
        {
            if (caller is not null)
                context.Features.Set(caller);
            await next(context);
            return;
        }

        // Studio expects an empty body.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        context.Response.StatusCode = caller is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        if (caller is null)
            context.Response.Headers.WWWAuthenticate = "ApiKey";
    }

    /// <summary>A socket brings no key, only the secret id that an authorised negotiation has handed out; SignalR refuses any other id.</summary>
    private static bool IsNegotiatedSocket(HttpContext context)
        => context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null
            && HttpMethods.IsGet(context.Request.Method)
            && context.Request.Query["id"] is [{ Length: > 0 }];

    /// <summary>The key that a request brings, or what it brings in place of one; null when it brings none.</summary>
    public static string? Credential(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        foreach (string scheme in new[] { "ApiKey ", "Bearer " })
        {
            if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return header[scheme.Length..].Trim();
        }

        return request.Path.Value?.Contains("/hubs/", StringComparison.OrdinalIgnoreCase) == true ? request.Query["access_token"].FirstOrDefault() : null;
    }

    private async Task<Caller?> FindCallerAsync(HttpContext context)
    {
        if (Credential(context.Request) is not { } credential)
            return await studio.SessionAsync(context, context.RequestAborted);
        return await keys.RecogniseAsync(credential, context.RequestAborted) is { } key
            ? new Caller(key.Name, key.Scopes)
            : await studio.PageAsync(credential, context.RequestAborted);
    }
}
