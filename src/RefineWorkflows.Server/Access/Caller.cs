namespace RefineWorkflows.Server.Access;

/// <summary>Who is asking, once that is known. Endpoints find it among the request's features.</summary>
/// <param name="Name">For logs and lists; never the key.</param>
/// <param name="Scopes">What they may do.</param>
internal sealed record Caller(string Name, AccessScope Scopes)
{
    /// <summary>Somebody on this machine, where no key is asked for.</summary>
    public static readonly Caller Owner = new("owner", AccessScopes.All);
}
