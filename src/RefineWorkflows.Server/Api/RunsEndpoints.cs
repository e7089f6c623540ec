using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Starting;
using RefineWorkflows.Server.Web;

namespace RefineWorkflows.Server.Api;

/// <summary>Runs over HTTP: start, look at, cancel, pause, resume, retry.</summary>
internal static class RunsEndpoints
{
    private const int LargestBody = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        var starts = new StartOnce(workbench.Store, workbench.Client, TimeProvider.System);
        var names = new InputNames(workbench.Catalog);
        var runs = new RunResources(workbench.Store, workbench.Client, workbench.Records, workbench.Runs);
        RouteGroupBuilder group = routes.MapGroup("/api/v1/runs").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("runs");

        group.MapPost("", (HttpContext context, CancellationToken cancellationToken) => StartAsync(context, starts, names, workbench, cancellationToken));
        group.MapGet("", async (int? limit, string? after, CancellationToken cancellationToken) =>
        {
            if (limit is < 1 or > 200)
                return Refused("limit", $"limit is {limit}; allowed: 1 to 200.");
            if (after is not null && await runs.FindAsync(after, cancellationToken) is null)
                return Refused("after", $"There is no run '{after}' to continue after.");
            return Results.Json(await runs.ListAsync(limit ?? 50, after, cancellationToken), ApiJson.Options);
        }).WithEntityTag();
        group.MapGet("/{id}", async (string id, CancellationToken cancellationToken) =>
            await runs.FindAsync(id, cancellationToken) is { } run ? Results.Json(run, ApiJson.Options) : Missing(id)).WithEntityTag();
        MapCommand(group, "cancel", workbench.Client.CancelAsync);
        MapCommand(group, "pause", workbench.Client.PauseAsync);
        MapCommand(group, "resume", workbench.Client.ResumeAsync);
        MapCommand(group, "retry", (run, cancellationToken) => workbench.Client.RetryAsync(run, null, null, cancellationToken));
    }

    private static void MapCommand(RouteGroupBuilder group, string name, Func<InstanceId, CancellationToken, Task> command)
        => group.MapPost($"/{{id}}/{name}", async (string id, CancellationToken cancellationToken) =>
        {
            try
            {
                await command(new InstanceId(id), cancellationToken);
                return Results.Json(new { id }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
            }
            catch (InstanceMissingException)
            {
                return Missing(id);
            }
        });

    private static async Task<IResult> StartAsync(HttpContext context, StartOnce starts, InputNames names, Workbench workbench, CancellationToken cancellationToken)
    {
        if (IdempotencyKey.Read(context.Request, out string problem) is not { } key)
            return Refused("Idempotency-Key", problem);
        if (await BoundedBody.ReadAsync(context.Request, LargestBody, cancellationToken) is not { } body)
            return Results.Problem($"The body is longer than {LargestBody} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (StartBody.Read(body, out problem) is not { } wanted)
            return Refused("body", problem);

        try
        {
            StartRequest request = wanted with { Input = await names.MatchAsync(wanted.DefinitionId!, wanted.Input, cancellationToken) };
            if (key.Length == 0)
            {
                InstanceId drawn = RunIds.Derive(TimeProvider.System.GetUtcNow(), Guid.NewGuid().ToString());
                return Accepted(context, await workbench.Client.StartAsync(request with { Id = drawn }, cancellationToken));
            }

            // Keys of one caller are no business of another.
            string caller = context.Features.Get<Caller>()?.Name ?? "";
            StartOutcome outcome = await starts.StartAsync($"api|{caller}|{key}", body, request, cancellationToken);
            return outcome.SameBody
                ? Accepted(context, outcome.Run)
                : Results.Problem(
                    $"The Idempotency-Key '{key}' was first used with another body, which started run {outcome.Run}. Send the same body again, or take a new key.",
                    statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (DefinitionMissingException missing)
        {
            return Results.Problem(missing.Message, statusCode: StatusCodes.Status404NotFound);
        }
        catch (ActivationRefusedException refused)
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static IResult Accepted(HttpContext context, InstanceId run)
    {
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/runs/{run}";
        return Results.Json(new { id = run.Value }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Missing(string id) => Results.Problem($"There is no run '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Refused(string what, string problem) => Results.Problem(problem, title: $"The {what} cannot be used", statusCode: StatusCodes.Status400BadRequest);
}
