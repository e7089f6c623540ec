using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Access;

/// <summary>Everything about who gets in, put together for one server.</summary>
internal sealed class AccessGate
{
    private AccessGate(AccessPolicy policy, KeyRing keys, StudioAccess studio)
    {
        Policy = policy;
        Keys = keys;
        Studio = studio;
    }

    public AccessPolicy Policy { get; }

    public KeyRing Keys { get; }

    /// <summary>For the pages that carry a key to the APIs they call.</summary>
    public StudioAccess Studio { get; }

    /// <param name="store">Where keys and sessions are.</param>
    /// <param name="urls">Where the server will listen.</param>
    /// <param name="hosts">More names that it may be asked for by.</param>
    /// <param name="time">The clock that sessions end by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessException">It would listen on more than loopback, and there is no key.</exception>
    public static async Task<AccessGate> OpenAsync(IRecordStore store, IReadOnlyList<string> urls, IReadOnlyList<string> hosts, TimeProvider time, CancellationToken cancellationToken)
    {
        var keys = new KeyRing(store, time);
        AccessPolicy policy = await AccessPolicy.DecideAsync(urls, hosts, keys, cancellationToken);
        return new AccessGate(policy, keys, new StudioAccess(store, policy, time));
    }

    /// <summary>Puts the gate before every route that is mapped, and the log-in beside them.</summary>
    /// <param name="application">The server, before it starts.</param>
    /// <param name="home">Where a person goes after the log-in.</param>
    /// <param name="refuse">The page of somebody whose log-in link opens nothing.</param>
    public void Guard(WebApplication application, string home, Func<HttpContext, IResult> refuse)
    {
        var control = new AccessControl(Policy, Keys, Studio);
        application.UseRouting();
        application.Use(control.InvokeAsync);
        LogInEndpoints.Map(application, Studio, home, refuse);
    }

    /// <summary>The path of a log-in that works once, where keys are asked for; null where none is needed.</summary>
    public async Task<string?> LogInPathAsync(CancellationToken cancellationToken)
        => Policy.RequiresKey ? $"/login/{await Studio.OfferLogInAsync(cancellationToken)}" : null;
}
