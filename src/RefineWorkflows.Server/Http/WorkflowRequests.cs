using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
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
internal sealed class WorkflowRequests(Workbench workbench, IInlineConstraintResolver constraints, TimeProvider time)
{
    private const int LargestBody = 4 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Headers that say who asks: they are no business of a workflow and must not stand in its journal.</summary>
    private static readonly string[] Secret = ["Authorization", "Cookie", "Proxy-Authorization"];

    private readonly HttpRoutes routes = new(workbench.Store, workbench.Store, constraints);
    private readonly StartOnce starts = new(workbench.Store, workbench.Client, time);

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench, TimeProvider time)
    {
        var requests = new WorkflowRequests(workbench, routes.ServiceProvider.GetRequiredService<IInlineConstraintResolver>(), time);
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

        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        using var wait = new ResponseWait(workbench);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        HttpMatch match = matches[0];
        JsonElement request = Describe(context.Request, match, body);
        HttpMatch[] alike = [.. matches.Where(other => other.Trigger is not null && other.Route.Path == match.Route.Path)];
        if (alike.Length > 1)
            return Results.Problem($"Several workflows answer /workflows/{path}: {string.Join(", ", alike.Select(other => other.Trigger!.DefinitionId))}. Give each a path of its own.", statusCode: StatusCodes.Status409Conflict);
        try
        {
            return match.Trigger is { } trigger
                ? await StartAsync(context, trigger, request, body, wait, limit.Token)
                : await ResumeAsync(context, match.Route, request, wait, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Results.Problem($"The workflow has not answered within {Patience.TotalSeconds:0} seconds; it goes on.", statusCode: StatusCodes.Status504GatewayTimeout);
        }
        catch (Exception refused) when (refused is DefinitionMissingException or ActivationRefusedException or ActivityMissingException)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private async Task<IResult> StartAsync(HttpContext context, TriggerRow trigger, JsonElement request, byte[] body, ResponseWait wait, CancellationToken cancellationToken)
    {
        var start = new StartRequest
        {
            DefinitionId = trigger.DefinitionId,
            VersionId = trigger.VersionId,
            TriggerActivityId = trigger.ActivityId,
            Input = StartBody.Members(request),
            CorrelationId = Header(context, "X-Correlation-ID", "correlationId"),
            Id = RunIds.Derive(time.GetUtcNow(), Guid.NewGuid().ToString()),
        };
        InstanceId instance;
        if (context.Request.Headers["Idempotency-Key"].FirstOrDefault() is { Length: > 0 } key)
        {
            StartOutcome outcome = await starts.StartAsync($"http|{context.Features.Get<Caller>()?.Name}|{context.Request.Method} {context.Request.Path}|{key}", body, start, cancellationToken);
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

    private async Task<IResult> ResumeAsync(HttpContext context, HttpRoute route, JsonElement request, ResponseWait wait, CancellationToken cancellationToken)
    {
        string? wanted = Header(context, "X-Workflow-Instance-ID", "workflowInstanceId");
        var stimulus = new Stimulus(
            HttpEndpoint.Stimulus,
            StimulusHash.Compute(HttpEndpoint.Stimulus, HttpEndpoint.WaitingAt(route.Path)),
            $"http:{context.Request.Headers["Idempotency-Key"].FirstOrDefault() ?? Guid.NewGuid().ToString()}",
            JsonSerializer.SerializeToUtf8Bytes(request),
            Header(context, "X-Correlation-ID", "correlationId"),
            wanted is null ? null : new InstanceId(wanted),
            TimeSpan.Zero);
        DateTimeOffset asked = time.GetUtcNow();
        DeliveryReceipt receipt = await workbench.Store.DeliverAsync(stimulus, cancellationToken);
        if (receipt.Resumed.Count == 0)
        {
            return receipt.Duplicate
                ? Results.Problem("This request has been taken already.", statusCode: StatusCodes.Status409Conflict)
                : Results.Problem($"No workflow waits at /workflows/{route.Path} for this request.", statusCode: StatusCodes.Status404NotFound);
        }

        InstanceId instance = receipt.Resumed[0];
        return await SendAsync(context, instance, await wait.NextAsync(instance, asked, cancellationToken), cancellationToken);
    }

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

    private static JsonElement Describe(HttpRequest request, HttpMatch match, byte[] body)
    {
        string? type = request.ContentType?.Split(';')[0].Trim();
        JsonElement content = type?.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? JsonSerializer.SerializeToElement(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).ToDictionary(field => field.Key, field => field.Value.ToString()))
            : HttpContentJson.Parse(body, type);
        return JsonSerializer.SerializeToElement(new
        {
            request.Method,
            Path = $"{request.Path}",
            RouteData = match.Values.ToDictionary(value => value.Key, value => value.Value?.ToString()),
            QueryStringData = request.Query.ToDictionary(value => value.Key, value => value.Value.ToString()),
            Headers = request.Headers.Where(header => !Secret.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => header.Value.ToString()),
            ParsedContent = content,
        });
    }
}
