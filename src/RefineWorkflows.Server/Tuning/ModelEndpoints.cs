using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Refinement;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Tuning;

/// <summary>What was learned of a user, version by version, and which of them serves.</summary>
internal static class ModelEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Workbench workbench)
    {
        ModelShelf shelf = workbench.Tuner.Shelf;
        RouteGroupBuilder group = routes.MapGroup("/api/v1/models/{user}").RequireScopes(reading: AccessScope.Read, writing: AccessScope.Run).WithTags("models");
        group.MapGet("", (string user, CancellationToken stop) => AnswerAsync(user, async () => new { current = await shelf.PointerAsync(user, stop), items = await shelf.ListAsync(user, stop) }));
        group.MapGet("/current", (string user, CancellationToken stop) => AnswerAsync(user, async () => await shelf.ServingAsync(user, stop) is { } serving
            ? await CheckedAsync(shelf, serving, stop)
            : throw new ModelException($"Nothing serves {user}.")));
        group.MapPost("/{version}/promote", (string user, int version, HttpContext context, CancellationToken stop) => AnswerAsync(user, async () =>
        {
            await shelf.FindAsync(user, version, stop);
            return await MovedAsync(() => shelf.PromoteAsync(user, version, $"Promoted by {NameOf(context)}.", stop));
        }));
        group.MapPost("/rollback", (string user, CancellationToken stop) => AnswerAsync(user, () => MovedAsync(() => shelf.RollBackAsync(user, stop))));
        group.MapPost("/reset", (string user, HttpContext context, CancellationToken stop) => AnswerAsync(user, async () => await shelf.PromoteAsync(user, null, $"Reset by {NameOf(context)}.", stop)));
    }

    private static string NameOf(HttpContext context) => context.Features.Get<Caller>()?.Name ?? "api";

    /// <summary>What is not there is not found; what is there and cannot serve is a conflict.</summary>
    private static async Task<IResult> AnswerAsync(string user, Func<Task<object>> answer)
    {
        if (user != UserName.Shared && !UserName.IsValid(user))
            return Results.Problem($"The user is '{user}'; allowed: {UserName.Allowed}.", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            object body = await answer();
            return body as IResult ?? Results.Json(body, TrainingJson.Options);
        }
        catch (ModelException missing)
        {
            return Results.Problem(missing.Message, statusCode: StatusCodes.Status404NotFound);
        }
    }

    private static async Task<object> MovedAsync(Func<Task<CurrentModel>> move)
    {
        try
        {
            return await move();
        }
        catch (TuningException unusable)
        {
            return Results.Problem(unusable.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<object> CheckedAsync(ModelShelf shelf, ModelVersion serving, CancellationToken cancellationToken)
    {
        try
        {
            await shelf.CheckFilesAsync(serving, cancellationToken);
            return serving;
        }
        catch (ModelException changed)
        {
            return Results.Problem(changed.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
