namespace RefineWorkflows.Server.Http;

/// <summary>Where and how an endpoint is asked for.</summary>
/// <param name="Path">The path's template below <c>/workflows</c>, without slashes around it.</param>
/// <param name="Methods">HTTP methods in capitals.</param>
internal sealed record HttpRoute(string Path, IReadOnlyList<string> Methods)
{
    /// <summary>What a request has to keep to.</summary>
    public HttpRules Rules { get; init; } = new();
}
