using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Access;

/// <summary>
/// How a person with a browser gets in: a link that works once opens a session, and a page that is served in the session
/// carries a key for the APIs it calls. All of it is in the store, so a session outlives a restart.
/// </summary>
internal sealed class StudioAccess(IRecordStore store, AccessPolicy policy, TimeProvider time)
{
    public const string CookieName = "refine_session";

    private static readonly TimeSpan LogInLasts = TimeSpan.FromHours(1);
    private static readonly TimeSpan SessionLasts = TimeSpan.FromDays(7);
    private static readonly TimeSpan PageLasts = TimeSpan.FromHours(12);

    private readonly RecordCollection<AccessToken> tokens = new(store, "access-tokens");

    /// <summary>A token for <c>/login/{token}</c>: it works once, within an hour. Made at the start of a server that asks for keys, and printed.</summary>
    public async Task<string> OfferLogInAsync(CancellationToken cancellationToken)
    {
        foreach ((string key, AccessToken token) in await tokens.ListAsync("", int.MaxValue, cancellationToken))
        {
            if (token.ExpiresAt <= time.GetUtcNow())
                await tokens.DeleteAsync(key, cancellationToken);
        }

        return await IssueAsync(AccessTokenKind.LogIn, AccessScopes.All, LogInLasts, cancellationToken);
    }

    /// <summary>Opens a session for a log-in token and gives its cookie to the browser.</summary>
    /// <returns>False when the token is unknown, used or too old.</returns>
    public async Task<bool> TryLogInAsync(string token, HttpContext context, CancellationToken cancellationToken)
    {
        string key = Hash(token);
        AccessToken? offered = await tokens.FindAsync(key, cancellationToken);
        if (offered?.Kind != AccessTokenKind.LogIn || !await tokens.DeleteAsync(key, cancellationToken) || offered.ExpiresAt <= time.GetUtcNow())
            return false;
        string session = await IssueAsync(AccessTokenKind.Session, offered.Scopes, SessionLasts, cancellationToken);
        context.Response.Cookies.Append(CookieName, session, Cookie(context, SessionLasts));
        return true;
    }

    /// <summary>Ends the browser's session, if it has one.</summary>
    public async Task LogOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Cookies[CookieName] is { Length: > 0 } session)
            await tokens.DeleteAsync(Hash(session), cancellationToken);
        context.Response.Cookies.Delete(CookieName, Cookie(context, null));
    }

    /// <summary>Who the browser's session belongs to; null without one. A server that asks for no keys knows everybody as its owner.</summary>
    public async Task<Caller?> SessionAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (policy.IsOpenTo(context))
            return Caller.Owner;
        return context.Request.Cookies[CookieName] is { Length: > 0 } session ? await RecogniseAsync(session, AccessTokenKind.Session, cancellationToken) : null;
    }

    /// <summary>
    /// The key to write into a page that calls the APIs (Studio's <c>api-key</c>), with the scopes of the browser's
    /// session, for 12 hours; empty where none is asked for; null when the browser has no session and has to log in.
    /// Such a page must not be cached.
    /// </summary>
    public async Task<string?> PageKeyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (policy.IsOpenTo(context))
            return "";
        return await SessionAsync(context, cancellationToken) is { } caller
            ? await IssueAsync(AccessTokenKind.Page, caller.Scopes, PageLasts, cancellationToken)
            : null;
    }

    /// <summary>Who holds a page's key, or null.</summary>
    public Task<Caller?> PageAsync(string key, CancellationToken cancellationToken) => RecogniseAsync(key, AccessTokenKind.Page, cancellationToken);

    private static CookieOptions Cookie(HttpContext context, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = lasts,
        IsEssential = true,
    };

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private async Task<Caller?> RecogniseAsync(string text, AccessTokenKind kind, CancellationToken cancellationToken)
        => await tokens.FindAsync(Hash(text), cancellationToken) is { } token && token.Kind == kind && token.ExpiresAt > time.GetUtcNow()
            ? new Caller(kind == AccessTokenKind.Page ? "page" : "session", token.Scopes)
            : null;

    private async Task<string> IssueAsync(AccessTokenKind kind, AccessScope scopes, TimeSpan lasts, CancellationToken cancellationToken)
    {
        string text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await tokens.PutAsync(Hash(text), new AccessToken(kind, scopes, time.GetUtcNow() + lasts), cancellationToken);
        return text;
    }
}
