using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Starting;

namespace RefineWorkflows.Server.Http;

/// <summary>Requests under <c>/workflows</c>: they start the workflow that is drawn for their path, or resume one that waits there, and get its answer.</summary>
internal sealed class WorkflowRequests(Workbench workbench, IInlineConstraintResolver constraints, TimeProvider time, CancellationToken stopping)
{
    private readonly HttpWaits waits = new(workbench.Store);
    private readonly HttpRoutes routes = new(new HttpWaits(workbench.Store), workbench.Store, constraints);
    private readonly KeyRing keys = new(workbench.Store, time);
    private readonly StartOnce starts = new(workbench.Store, workbench.Client, time);

    /// <param name="routes">Where to map.</param>
    /// <param name="workbench">What it starts and resumes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends waiting for answers that nobody here will give any more.</param>
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, TimeProvider time, CancellationToken stopping)
    {
        var requests = new WorkflowRequests(workbench, routes.ServiceProvider.GetRequiredService<IInlineConstraintResolver>(), time, stopping);
        routes.MapMethods("/workflows/{**path}", ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS"], requests.AnswerAsync).RequireScope(AccessScope.Run);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string? path, CancellationToken cancellationToken)
    {
        IReadOnlyList<HttpMatch> fitting = await routes.MatchAsync(path ?? "", cancellationToken);
        HttpMatch[] matches = [.. fitting.Where(match => match.Route.Methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))];
        if (matches.Length == 0)
        {
            return fitting.Count == 0
                ? Results.Problem($"No workflow answers /workflows/{path}.", statusCode: StatusCodes.Status404NotFound)
                : Results.Problem($"/workflows/{path} answers {string.Join(", ", fitting.SelectMany(match => match.Route.Methods).Distinct())}.", statusCode: StatusCodes.Status405MethodNotAllowed);
        }

        HttpMatch[] meant = await MeantAsync(context, matches, cancellationToken);
        if (meant.Length == 0)
            return NobodyWaits(path);
        if (meant.Length > 1)
            return Ambiguous(path, meant);
        HttpMatch match = meant[0];
        HttpRules rules = match.Route.Rules;
        if (rules.RequiredScope is { } scope && await RefusalAsync(context, scope, cancellationToken) is { } refusal)
            return refusal;
        ReadRequest request = await RequestReader.ReadAsync(context, match, cancellationToken);
        if (request.Problem is not null && (request.Violation is null || !rules.Exposed.Contains(request.Violation)))
            return Results.Problem(request.Problem, statusCode: StatusOf(request.Violation));
        using var wait = new ResponseWait(workbench, stopping);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(rules.Timeout);
        try
        {
            return match.Trigger is { } trigger
                ? await StartAsync(context, trigger, request, wait, limit.Token)
                : await ResumeAsync(context, match.Wait!, request.Described, wait, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Results.Problem($"The workflow has not answered within {rules.Timeout.TotalSeconds:0} seconds; it goes on.", statusCode: StatusCodes.Status504GatewayTimeout);
        }
        catch (Exception refused) when (refused is DefinitionMissingException or ActivationRefusedException or ActivityMissingException)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static int StatusOf(string? violation) => violation switch
    {
        null => StatusCodes.Status400BadRequest,
        HttpViolations.RequestTooLarge or HttpViolations.FileTooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status415UnsupportedMediaType,
    };

    /// <summary>Where no key is asked for otherwise, nobody has looked at the one that a caller brings.</summary>
    private async Task<IResult?> RefusalAsync(HttpContext context, AccessScope scope, CancellationToken cancellationToken)
    {
        Caller? caller = context.Features.Get<Caller>() is { } known && known != Caller.Owner
            ? known
            : AccessControl.Credential(context.Request) is { } credential && await keys.RecogniseAsync(credential, cancellationToken) is { } key ? new Caller(key.Name, key.Scopes) : null;
        if (caller?.Scopes.Cover(scope) == true)
            return null;
        if (caller is not null)
            return Results.Problem($"This workflow is for keys with the scope {string.Join(", ", scope.ToNames())}.", statusCode: StatusCodes.Status403Forbidden);
        context.Response.Headers.WWWAuthenticate = "ApiKey";
        return Results.Problem("This workflow asks for a key: Authorization: ApiKey <key>.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private async Task<IResult> StartAsync(HttpContext context, TriggerRow trigger, ReadRequest request, ResponseWait wait, CancellationToken cancellationToken)
    {
        var start = new StartRequest
        {
            DefinitionId = trigger.DefinitionId,
            VersionId = trigger.VersionId,
            TriggerActivityId = trigger.ActivityId,
            Input = StartBody.Members(request.Described),
            CorrelationId = Header(context, "X-Correlation-ID", "correlationId"),
            Id = RunIds.Derive(time.GetUtcNow(), Guid.NewGuid().ToString()),
        };
        InstanceId instance;
        if (context.Request.Headers["Idempotency-Key"].FirstOrDefault() is { Length: > 0 } key)
        {
            StartOutcome outcome = await starts.StartAsync($"http|{context.Features.Get<Caller>()?.Name}|{context.Request.Method} {context.Request.Path}|{key}", request.Body, start, cancellationToken);
            if (!outcome.SameBody)
                return Results.Problem($"The Idempotency-Key '{key}' was first used with another body.", statusCode: StatusCodes.Status422UnprocessableEntity);
            instance = outcome.Run;
        }
        else
        {
            instance = await workbench.Client.StartAsync(start, cancellationToken);
        }

        return await SendAsync(context, instance, await wait.NextAsync(instance, DateTimeOffset.MinValue, cancellationToken), cancellationToken);
    }

    private async Task<IResult> ResumeAsync(HttpContext context, HttpWait waiting, JsonElement request, ResponseWait wait, CancellationToken cancellationToken)
    {
        var instance = new InstanceId(waiting.Instance);
        var stimulus = new Stimulus(
            HttpEndpoint.Stimulus,
            StimulusHash.Compute(HttpEndpoint.Stimulus, HttpEndpoint.WaitingAt(waiting)),
            $"http:{context.Request.Headers["Idempotency-Key"].FirstOrDefault() ?? Guid.NewGuid().ToString()}",
            JsonSerializer.SerializeToUtf8Bytes(request),
            null,
            instance,
            TimeSpan.Zero);
        DateTimeOffset asked = time.GetUtcNow();
        DeliveryReceipt receipt = await workbench.Store.DeliverAsync(stimulus, cancellationToken);
        if (receipt.Duplicate)
            return Results.Problem("This request has been taken already.", statusCode: StatusCodes.Status409Conflict);
        await waits.ForgetAsync(waiting, cancellationToken);
        return receipt.Resumed.Count == 0 ? NobodyWaits(waiting.Route.Path) : await SendAsync(context, instance, await wait.NextAsync(instance, asked, cancellationToken), cancellationToken);
    }

    /// <summary>Of the routes that are as exact as the first: those that start something, else the waiting ones that a request is for by its instance and its correlation id.</summary>
    private async Task<HttpMatch[]> MeantAsync(HttpContext context, HttpMatch[] matches, CancellationToken cancellationToken)
    {
        string path = matches[0].Route.Path;
        HttpMatch[] starting = [.. matches.Where(other => other.Trigger is not null && other.Route.Path == path)];
        if (starting.Length > 0)
            return starting;
        string? wanted = Header(context, "X-Workflow-Instance-ID", "workflowInstanceId");
        string? correlation = Header(context, "X-Correlation-ID", "correlationId");
        var meant = new List<HttpMatch>();
        foreach (HttpMatch one in matches.Where(other => other.Route.Path == path && (wanted is null || other.Wait!.Instance == wanted)))
        {
            if (correlation is null || (await workbench.Store.FindAsync(new InstanceId(one.Wait!.Instance), cancellationToken))?.CorrelationId == correlation)
                meant.Add(one);
        }

        return [.. meant];
    }

    private static IResult NobodyWaits(string? path) => Results.Problem($"No workflow waits at /workflows/{path} for this request.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Ambiguous(string? path, HttpMatch[] meant) => Results.Problem(
        meant[0].Trigger is not null
            ? $"Several workflows answer /workflows/{path}: {string.Join(", ", meant.Select(one => one.Trigger!.DefinitionId))}. Give each a path of its own."
            : $"Several instances wait at /workflows/{path}: {string.Join(", ", meant.Select(one => one.Wait!.Instance))}. Name one by the header X-Workflow-Instance-ID, or those of one concern by X-Correlation-ID.",
        statusCode: StatusCodes.Status409Conflict);

    private async Task<IResult> SendAsync(HttpContext context, InstanceId instance, StoredResponse? response, CancellationToken cancellationToken)
    {
        context.Response.Headers["x-elsa-workflow-instance-id"] = instance.Value;
        if (response is null)
        {
            InstanceHeader? header = await workbench.Store.FindAsync(instance, cancellationToken);
            if (header?.SubStatus == InstanceSubStatus.Faulted || header?.IncidentCount > 0)
                return Results.Problem($"The workflow failed; look at instance {instance}.", statusCode: StatusCodes.Status500InternalServerError);
            return header?.Status == InstanceStatus.Finished ? Results.Ok() : Results.Accepted($"/api/v1/runs/{instance}");
        }

        foreach ((string name, string value) in response.Headers)
            context.Response.Headers[name] = value;
        return response.ContentType is null || response.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified
            ? Results.StatusCode(response.Status)
            : Results.Content(response.Body, response.ContentType, Encoding.UTF8, response.Status);
    }

    private static string? Header(HttpContext context, string header, string query)
        => context.Request.Headers[header].FirstOrDefault() is { Length: > 0 } given ? given : context.Request.Query[query].FirstOrDefault();
}
