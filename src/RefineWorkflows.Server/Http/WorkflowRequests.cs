using System.Collections.Concurrent;
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
    /// <summary>How long a request waits for an instance that may be about to wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpWaits waits = new(workbench.Store);
    private readonly HttpFinder finder = new(new HttpRoutes(new HttpWaits(workbench.Store), workbench.Store, constraints), workbench.Store);
    private readonly HttpComers comers = new(workbench);

    /// <summary>Waits that a request is being handed to; another one looks for the next.</summary>
    private readonly ConcurrentDictionary<string, bool> taken = new(StringComparer.Ordinal);
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
        using var wait = new ResponseWait(workbench, stopping);
        long begun = time.GetTimestamp();
        while (true)
        {
            HttpFinding finding = await FindAsync(context, path ?? "", wait, begun, cancellationToken);
            if (finding.Match is not { } match)
                return finding.Refusal!;
            if (await AnswerByAsync(match, context, wait, cancellationToken) is { } answer)
                return answer;
            await wait.NewsAsync(Patience, cancellationToken);
        }
    }

    /// <summary>Finds who answers; gives those who are about to wait the time to.</summary>
    private async Task<HttpFinding> FindAsync(HttpContext context, string path, ResponseWait wait, long begun, CancellationToken cancellationToken)
    {
        bool isLast = false;
        while (true)
        {
            HttpFinding finding = await finder.FindAsync(context.Request, path, cancellationToken);
            if (isLast || !finding.MayChange)
                return finding;
            TimeSpan left = Patience - time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
            {
                context.Response.Headers.RetryAfter = "1";
                return finding;
            }

            // Nobody can have come between this look and the next.
            isLast = stopping.IsCancellationRequested || !await comers.AnyAsync(HttpFinder.InstanceOf(context.Request), cancellationToken);
            if (!isLast)
                await wait.NewsAsync(left, cancellationToken);
        }
    }

    /// <returns>Null when somebody else was faster, and who answers has to be found again.</returns>
    private async Task<IResult?> AnswerByAsync(HttpMatch match, HttpContext context, ResponseWait wait, CancellationToken cancellationToken)
    {
        HttpRules rules = match.Route.Rules;
        if (rules.RequiredScope is { } scope && await RefusalAsync(context, scope, cancellationToken) is { } refusal)
            return refusal;
        ReadRequest request = await RequestReader.ReadAsync(context, match, cancellationToken);
        if (request.Problem is not null && (request.Violation is null || !rules.Exposed.Contains(request.Violation)))
            return Results.Problem(request.Problem, statusCode: StatusOf(request.Violation));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(rules.Timeout);
        try
        {
            if (match.Trigger is { } trigger)
                return await StartAsync(context, trigger, request, wait, limit.Token);
            // Whoever answers next reads the body again.
            context.Request.Body = new MemoryStream(request.Body);
            return await ResumeAsync(context, match.Wait!, request.Described, wait, limit.Token);
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
            CorrelationId = HttpFinder.CorrelationOf(context.Request),
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

    private async Task<IResult?> ResumeAsync(HttpContext context, HttpWait waiting, JsonElement request, ResponseWait wait, CancellationToken cancellationToken)
    {
        var instance = new InstanceId(waiting.Instance);
        using IDisposable going = comers.GoesOn(instance);
        DateTimeOffset asked = time.GetUtcNow();
        if (await DeliverAsync(context, waiting, request, cancellationToken) is not { } receipt)
            return null;
        if (receipt.Duplicate)
            return Results.Problem("This request has been taken already.", statusCode: StatusCodes.Status409Conflict);
        await waits.ForgetAsync(waiting, cancellationToken);
        return receipt.Resumed.Count == 0
            ? HttpFinder.NobodyWaits(waiting.Route.Path)
            : await SendAsync(context, instance, await wait.NextAsync(instance, asked, cancellationToken), cancellationToken);
    }

    /// <summary>Hands a request to who waits for it. A key counts as used whether anybody was there or not, so that is made sure of first.</summary>
    private async Task<DeliveryReceipt?> DeliverAsync(HttpContext context, HttpWait waiting, JsonElement request, CancellationToken cancellationToken)
    {
        if (!taken.TryAdd(waiting.Key, true))
            return null;
        try
        {
            if (!await waits.IsOpenAsync(waiting, cancellationToken))
                return null;
            var stimulus = new Stimulus(
                HttpEndpoint.Stimulus,
                StimulusHash.Compute(HttpEndpoint.Stimulus, HttpEndpoint.WaitingAt(waiting)),
                $"http:{context.Request.Headers["Idempotency-Key"].FirstOrDefault() ?? Guid.NewGuid().ToString()}",
                JsonSerializer.SerializeToUtf8Bytes(request),
                null,
                new InstanceId(waiting.Instance),
                TimeSpan.Zero);
            return await workbench.Store.DeliverAsync(stimulus, cancellationToken);
        }
        finally
        {
            taken.TryRemove(waiting.Key, out _);
        }
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
}
