using Microsoft.AspNetCore.Http;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Http;

/// <summary>Finds whom a request is for, among the routes that fit its path.</summary>
internal sealed class HttpFinder(HttpRoutes routes, IInstanceStore store)
{
    public async Task<HttpFinding> FindAsync(HttpRequest request, string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<HttpMatch> fitting = await routes.MatchAsync(path, cancellationToken);
        HttpMatch[] matches = [.. fitting.Where(match => match.Route.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))];
        if (fitting.Count == 0)
            return Nobody(Results.Problem($"No workflow answers /workflows/{path}.", statusCode: StatusCodes.Status404NotFound));
        if (matches.Length == 0)
            return Nobody(Results.Problem($"/workflows/{path} answers {string.Join(", ", fitting.SelectMany(match => match.Route.Methods).Distinct())}.", statusCode: StatusCodes.Status405MethodNotAllowed));
        HttpMatch[] meant = await MeantAsync(request, matches, cancellationToken);
        return meant.Length switch
        {
            0 => Nobody(NobodyWaits(path)),
            1 => new HttpFinding(meant[0], null, MayChange: false),
            _ => new HttpFinding(null, Ambiguous(path, meant), MayChange: false),
        };
    }

    /// <summary>The instance that a request names, or null.</summary>
    public static string? InstanceOf(HttpRequest request) => Header(request, "X-Workflow-Instance-ID", "workflowInstanceId");

    /// <summary>The concern that a request names, or null.</summary>
    public static string? CorrelationOf(HttpRequest request) => Header(request, "X-Correlation-ID", "correlationId");

    public static IResult NobodyWaits(string path) => Results.Problem($"No workflow waits at /workflows/{path} for this request.", statusCode: StatusCodes.Status404NotFound);

    private static HttpFinding Nobody(IResult refusal) => new(null, refusal, MayChange: true);

    /// <summary>Of the routes that are as exact as the first: those that start something, else the waiting ones that a request is for by its instance and its correlation id.</summary>
    private async Task<HttpMatch[]> MeantAsync(HttpRequest request, HttpMatch[] matches, CancellationToken cancellationToken)
    {
        string path = matches[0].Route.Path;
        HttpMatch[] starting = [.. matches.Where(other => other.Trigger is not null && other.Route.Path == path)];
        if (starting.Length > 0)
            return starting;
        string? wanted = InstanceOf(request);
        string? correlation = CorrelationOf(request);
        var meant = new List<HttpMatch>();
        foreach (HttpMatch one in matches.Where(other => other.Route.Path == path && (wanted is null || other.Wait!.Instance == wanted)))
        {
            if (correlation is null || (await store.FindAsync(new InstanceId(one.Wait!.Instance), cancellationToken))?.CorrelationId == correlation)
                meant.Add(one);
        }

        return [.. meant];
    }

    private static IResult Ambiguous(string path, HttpMatch[] meant) => Results.Problem(
        meant[0].Trigger is not null
            ? $"Several workflows answer /workflows/{path}: {string.Join(", ", meant.Select(one => one.Trigger!.DefinitionId))}. Give each a path of its own."
            : $"Several instances wait at /workflows/{path}: {string.Join(", ", meant.Select(one => one.Wait!.Instance))}. Name one by the header X-Workflow-Instance-ID, or those of one concern by X-Correlation-ID.",
        statusCode: StatusCodes.Status409Conflict);

    private static string? Header(HttpRequest request, string header, string query)
        => request.Headers[header].FirstOrDefault() is { Length: > 0 } given ? given : request.Query[query].FirstOrDefault();
}
